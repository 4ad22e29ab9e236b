# Classification trees by rpart, for tests/decision/cart_test.cpp. From the root of the repository:
#
#   sudo apt-get install --no-install-recommends r-base-core r-cran-rpart
#   Rscript tests/reference/tree_rpart.R
#
# It makes the data, tests/reference/tree_cases.csv: four numeric factors without ties, one of four
# categories, whether a case is of interest, and its fold (each with as many of interest, because
# rpart takes the classes' shares among all cases as their prior). Then
# tests/reference/tree_rpart.csv, one figure a row: fit,part,row,term,value
#
#   fit   numeric (x1 to x4), mixed (c too), weighted (numeric, a case of interest weighs 3), with 5
#         cases in a leaf; coarse and coarse_mixed (both weighted) with 18
#   part  node: the tree of cp = -1, unpruned; the root, then each left side before its right side,
#               where left is x < split, or the categories with the lower rate of cases of interest
#         size: the rows of rpart's table of cp = 0
#   term  cases, hits, factor (0 for x1 and so on, -1 for a leaf), split (or the sum of 2^category
#         of those going left), improve; splits, error, cross_error, cross_spread, and cp if coarse
#
# rpart finds the cost at which a split goes while the tree grows, from subtrees as they are when
# the nodes below go, which is not always as they are when the split itself goes: at cp 0.02 its
# table of `numeric` would have 2 splits (error 0.5375) where 6 are cheaper (0.45). So of the larger
# trees the cross-validation is done here: each fold's tree is grown by rpart and pruned by the
# definition of the best subtree; not that of `mixed`, where in two folds' trees two splits are
# equally good and rpart's rounding decides. Of the coarse trees all is rpart's own.

library(rpart)

set.seed(1984)
n <- 240
cases <- data.frame(x1 = runif(n), x2 = runif(n, 10, 20), x3 = rnorm(n), x4 = runif(n, -1, 1))
cases <- round(cases, 6)
stopifnot(!sapply(cases, anyDuplicated))
cases$c <- sample(0:3, n, replace = TRUE)
score <- (cases$x1 > 0.55 & cases$x2 < 16) + 0.7 * (cases$c >= 2) * (cases$x3 > 0) +
  rnorm(n, sd = 0.4)
cases$of_interest <- as.integer(rank(-score) <= 80)
cases$fold <- NA
for (class in 0:1) {
  rows <- which(cases$of_interest == class)
  cases$fold[rows] <- sample(rep(0:9, length.out = length(rows)))
}
write.csv(cases, "tests/reference/tree_cases.csv", row.names = FALSE, quote = FALSE)
data <- transform(cases, y = factor(of_interest), c = factor(c))

figures <- list()
put <- function(fit, part, row, ...) {
  values <- c(...)
  figures[[length(figures) + 1]] <<- data.frame(fit, part, row, term = names(values),
                                                value = sprintf("%.17g", values))
}

# A fit: formula, weight of a case of interest, cases of a leaf and of a node that is split.
numeric <- y ~ x1 + x2 + x3 + x4
mixed <- y ~ x1 + x2 + x3 + x4 + c
fits <- list(numeric = list(formula = numeric, weight = 1, leaf = 5, split = 12),
             mixed = list(formula = mixed, weight = 1, leaf = 5, split = 12),
             weighted = list(formula = numeric, weight = 3, leaf = 5, split = 12),
             coarse = list(formula = numeric, weight = 3, leaf = 18, split = 36),
             coarse_mixed = list(formula = mixed, weight = 3, leaf = 18, split = 36))
weights_of <- function(fit, rows = seq_len(n)) {
  ifelse(cases$of_interest[rows] == 1, fit$weight, 1)
}
grow <- function(fit, cp, folds = 0, rows = seq_len(n)) {
  some <- data[rows, ]
  some$weight <- weights_of(fit, rows)
  rpart(fit$formula, some, weights = weight, method = "class",
        control = rpart.control(cp = cp, minsplit = fit$split, minbucket = fit$leaf, maxcompete = 0,
                                maxsurrogate = 0, xval = folds))
}

## ---- nodes --------------------------------------------------------------------------------------

put_nodes <- function(name, fit) {
  tree <- grow(fit, -1)
  frame <- tree$frame
  id <- as.integer(rownames(frame))
  inner <- frame$var != "<leaf>"
  split_of <- match(seq_along(id), which(inner))
  hits_in <- function(node) {
    below <- id[tree$where]
    while (any(below > node)) below <- ifelse(below > node, below %/% 2, below)
    sum(cases$of_interest[below == node])
  }
  row <- 0
  walk <- function(node) {
    k <- match(node, id)
    hits <- hits_in(node)
    if (!inner[k]) {
      put(name, "node", row, cases = frame$n[k], hits = hits, factor = -1)
      row <<- row + 1
      return()
    }
    split <- tree$splits[split_of[k], ]
    factor <- as.character(frame$var[k])
    sides <- c(2 * node, 2 * node + 1)
    if (split["ncat"] < 2) {
      if (split["ncat"] == 1) sides <- rev(sides)  # rpart's left is x >= split
      value <- split["index"]
    } else {
      code <- c(1, 3)  # in csplit: left, right; 2 for categories that are not there
      rate <- sapply(sides, hits_in) / frame$n[match(sides, id)]
      if (rate[1] > rate[2]) {
        sides <- rev(sides)
        code <- rev(code)
      }
      value <- sum(2^(which(tree$csplit[split["index"], ] == code[1]) - 1))
    }
    put(name, "node", row, cases = frame$n[k], hits = hits,
        factor = match(factor, c("x1", "x2", "x3", "x4", "c")) - 1,
        split = unname(value), improve = unname(split["improve"]))
    row <<- row + 1
    for (side in sides) walk(side)
  }
  walk(1)
}

## ---- sizes --------------------------------------------------------------------------------------

# The splits that save more than they cost where a leaf costs `cost`, by node number.
worth_it <- function(tree, cost) {
  id <- as.integer(rownames(tree$frame))
  kept <- NULL
  least <- function(node) {
    k <- match(node, id)
    alone <- tree$frame$dev[k] + cost
    if (tree$frame$var[k] == "<leaf>") return(alone)
    before <- kept
    below <- least(2 * node) + least(2 * node + 1)
    if (below < alone - 1e-9) {
      kept <<- c(kept, node)
      return(below)
    }
    kept <<- before
    alone
  }
  least(1)
  kept
}

# The class that a case gets. A category that a node has no case of goes to the side with most cases
# (rpart's predict would stop there, since there are no surrogate splits).
class_of <- function(tree, kept, case) {
  id <- as.integer(rownames(tree$frame))
  inner <- id[tree$frame$var != "<leaf>"]
  node <- 1
  while (node %in% kept) {
    split <- tree$splits[match(node, inner), ]
    value <- case[[as.character(tree$frame$var[match(node, id)])]]
    if (split["ncat"] < 2) {
      left <- (value < split["index"]) == (split["ncat"] == -1)
    } else {
      side <- tree$csplit[split["index"], value + 1]
      sizes <- tree$frame$n[match(2 * node + 0:1, id)]
      left <- side == 1 || (side == 2 && sizes[1] >= sizes[2])
    }
    node <- 2 * node + !left
  }
  tree$frame$yval[match(node, id)] - 1
}

put_sizes <- function(name, fit) {
  coarse <- fit$leaf > 10
  table <- grow(fit, 0, if (coarse) cases$fold + 1 else 0)$cptable
  weight <- weights_of(fit)
  root <- min(tapply(weight, cases$of_interest, sum))
  last <- nrow(table)
  cost <- c(-diff(table[, "rel error"]) / diff(table[, "nsplit"]), 0) * root
  between <- c(Inf, sqrt(cost[-1] * cost[-last]))
  for (k in seq_len(last)) {
    put(name, "size", k - 1, splits = table[k, "nsplit"], error = table[k, "rel error"])
    if (coarse) {
      stopifnot(abs(cost[k] / root - table[k, "CP"]) < 1e-9)
      put(name, "size", k - 1, cp = table[k, "CP"], cross_error = table[k, "xerror"])
    }
    if (coarse || name == "mixed") next
    wrong <- numeric(n)
    for (fold in 0:9) {
      kept <- which(cases$fold != fold)
      out <- which(cases$fold == fold)
      scaled <- if (k == 1) 1e9 else between[k] * sum(weight[kept]) / sum(weight)
      tree <- grow(fit, -1, rows = kept)
      splits <- worth_it(tree, scaled)
      for (i in out) {
        wrong[i] <- weight[i] * (class_of(tree, splits, cases[i, ]) != cases$of_interest[i])
      }
    }
    put(name, "size", k - 1, cross_error = sum(wrong) / root,
        cross_spread = sqrt(sum(wrong^2) - sum(wrong)^2 / n) / root)
  }
}

for (name in names(fits)) {
  put_nodes(name, fits[[name]])
  put_sizes(name, fits[[name]])
}
write.csv(do.call(rbind, figures), "tests/reference/tree_rpart.csv", row.names = FALSE,
          quote = FALSE)
