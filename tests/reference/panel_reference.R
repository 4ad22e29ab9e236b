# Reference figures of the room `measure`, computed by R: plm, spatialreg, spdep and systemfit.
#
# To run it again, from the root of the repository (about a minute on one core):
#
#   sudo apt-get install --no-install-recommends r-base-core r-cran-plm r-cran-spdep \
#     r-cran-spatialreg r-cran-systemfit
#   Rscript tests/reference/panel_reference.R
#
# It makes the data (panel_data.R says which) and writes tests/reference/panel_reference.csv, one
# figure a row: model,effects,weights,term,value
#
#   effects  place, two_way: taken out beforehand by demeaning y, x1 and x2; none
#   weights  rook, nearest4: row-standardised, I_T x W for data stacked time by time; or -
#   term     x1, x2, W.x1, W.x2, rho, lambda, s2: estimates; se:NAME its standard error;
#            cov:A:B an entry of a covariance; direct:, indirect:, total: impacts
# Spatial fits: s2 is the residual sum over all rows (no degrees of freedom lost to effects), se and
# cov come from the analytical information matrix. The optimum is sharpened by the root of the score,
# because optimize() stops where the likelihood is flat (about 1e-8).

suppressMessages({
  library(plm)
  library(spdep)
  library(spatialreg)
  library(systemfit)
})
source("tests/reference/panel_data.R")

## ---- where figures go ---------------------------------------------------------------------------

figures <- list()
put <- function(model, effects, weights, term, value) {
  stopifnot(length(term) == length(value), is.finite(value))
  figures[[length(figures) + 1]] <<-
    data.frame(model, effects, weights, term, value = sprintf("%.15g", value))
}
put_matrix <- function(model, effects, weights, prefix, m, names) {
  for (i in seq_along(names)) {
    for (j in i:length(names)) {
      put(model, effects, weights, paste(prefix, names[i], names[j], sep = ":"), m[i, j])
    }
  }
}

demean <- function(v, effects) {
  if (effects == "place") return(v - ave(v, panel$place))
  v - ave(v, panel$place) - ave(v, panel$time) + mean(v)
}

## ---- spatial models -----------------------------------------------------------------------------

stacked <- function(list) {
  nb <- unlist(lapply(seq_len(T) - 1, function(t) lapply(list, function(n) as.integer(n + t * N))),
               recursive = FALSE)
  class(nb) <- "nb"
  attr(nb, "region.id") <- as.character(seq_len(N * T))
  nb2listw(nb, style = "W")
}

# spatialreg's fit, once as it comes and once with the interval closed in on the root of the score.
sharpened <- function(fitter, score, at) {
  first <- fitter(NULL)
  r0 <- first[[at]]
  root <- uniroot(score, r0 + c(-1e-4, 1e-4), tol = 1e-15)$root
  stopifnot(abs(root - r0) < 1e-6)
  second <- suppressWarnings(fitter(root + c(-1e-12, 1e-12)))
  stopifnot(abs(second[[at]] - root) < 1e-11, second$LL >= first$LL - 1e-9)
  second
}

readable <- function(names) sub("^lag\\.", "W.", names)

spatial <- function(d, effects, weights, listw) {
  w <- listw2mat(listw)
  n <- nrow(d)
  eig <- eigen(w[seq_len(N), seq_len(N)], only.values = TRUE)$values
  log_determinant_slope <- function(r) -T * Re(sum(eig / (1 - r * eig)))
  y <- d$y
  x <- cbind(x1 = d$x1, x2 = d$x2)
  wx <- cbind(x, w %*% x)
  control <- list(tol.opt = 1e-13)
  formula <- y ~ x1 + x2 - 1

  lag_score <- function(x) {
    e0 <- lm.fit(x, y)$residuals
    e1 <- lm.fit(x, drop(w %*% y))$residuals
    function(r) {
      e <- e0 - r * e1
      n * sum(e1 * e) / sum(e^2) + log_determinant_slope(r)
    }
  }
  error_score <- function(x) function(r) {
    a <- diag(n) - r * w
    b <- lm.fit(a %*% x, drop(a %*% y))$coefficients
    u <- drop(y - x %*% b)
    e <- drop(a %*% u)
    n * sum(e * drop(w %*% u)) / sum(e^2) + log_determinant_slope(r)
  }

  record <- function(model, fit, at) {
    b <- fit$coefficients
    names(b) <- readable(names(b))
    stopifnot(fit$ase, !any(grepl("Intercept", names(b))))
    put(model, effects, weights, at, fit[[at]])
    put(model, effects, weights, paste0("se:", at), fit[[paste0(at, ".se")]])
    put(model, effects, weights, names(b), b)
    put(model, effects, weights, paste0("se:", names(b)), fit$rest.se)
    put(model, effects, weights, c("s2", "loglik"), c(fit$s2, fit$LL))
    put_matrix(model, effects, weights, "cov", fit$resvar, c("s2", at, names(b)))
  }
  record_impacts <- function(model, fit) {
    m <- impacts(fit, listw = listw)
    # The definition, in full: S_k = (I - rho W)^-1 (beta_k I + theta_k W).
    inverse <- solve(diag(n) - fit$rho * w)
    for (k in 1:2) {
      theta <- if (model == "sdm") fit$coefficients[2 + k] else 0
      s <- inverse %*% (fit$coefficients[k] * diag(n) + theta * w)
      stopifnot(abs(c(mean(diag(s)) - m$direct[k], sum(s) / n - m$total[k])) < 1e-9)
    }
    names <- c("x1", "x2")
    put(model, effects, weights, paste0("direct:", names), m$direct)
    put(model, effects, weights, paste0("indirect:", names), m$indirect)
    put(model, effects, weights, paste0("total:", names), m$total)
  }

  sar <- sharpened(function(i) lagsarlm(formula, d, listw, interval = i, control = control),
                   lag_score(x), "rho")
  sdm <- sharpened(function(i) lagsarlm(formula, d, listw, Durbin = TRUE, interval = i,
                                        control = control), lag_score(wx), "rho")
  sem <- sharpened(function(i) errorsarlm(formula, d, listw, interval = i, control = control),
                   error_score(x), "lambda")
  # etype = "emixed" of spatialreg 1.2-6 stops without an intercept (it takes every width for odd), so
  # the lags are regressors like others: the same model.
  lagged <- transform(d, lag.x1 = wx[, 3], lag.x2 = wx[, 4])
  sdem <- sharpened(function(i) errorsarlm(y ~ x1 + x2 + lag.x1 + lag.x2 - 1, lagged, listw,
                                           interval = i, control = control),
                    error_score(wx), "lambda")
  record("sar", sar, "rho")
  record_impacts("sar", sar)
  record("sdm", sdm, "rho")
  record_impacts("sdm", sdm)
  record("sem", sem, "lambda")
  record("sdem", sdem, "lambda")
  # A second way to the same determinant.
  lu <- lagsarlm(formula, d, listw, method = "LU", control = control)
  stopifnot(abs(lu$LL - sar$LL) < 1e-7, abs(lu$rho - sar$rho) < 1e-6)

  slx <- lmSLX(formula, d, listw)
  names <- readable(names(coef(slx)))
  stopifnot(max(abs(coef(slx) - lm.fit(wx, y)$coefficients)) < 1e-10)
  put("slx", effects, weights, names, coef(slx))
  # lm's divisor: rows less the slopes; s2_ml divides by the rows.
  put("slx", effects, weights, paste0("se:", names), sqrt(diag(vcov(slx))))
  put("slx", effects, weights, c("s2", "s2_ml", "loglik"),
      c(summary(slx)$sigma^2, sum(residuals(slx)^2) / n, logLik(slx)))

  ols <- lm(formula, d)
  put("ols", effects, weights, c("loglik"), logLik(ols))
  for (t in lm.LMtests(ols, listw, test = "all")) {
    put("lm_tests", effects, weights, names(t$statistic), t$statistic)
    put("lm_tests", effects, weights, paste0("p:", names(t$statistic)),
        pchisq(t$statistic, t$parameter, lower.tail = FALSE))
  }

  # Hausman of the SEM (Pace and LeSage 2008). Under method "eigen" spatialreg 1.2-6 has A A in the
  # covariance of least squares where the paper has A A', A = (I - lambda W)^-1; they differ because
  # a row-standardised W is not symmetric. `as_spatialreg` is what R prints, the plain term is the
  # paper's, which spatialreg's sparse branch computes too.
  put("hausman_sem", effects, weights, "as_spatialreg", Hausman.test(sem)$statistic)
  a <- solve(diag(n) - sem$lambda * w)
  xx <- solve(crossprod(x))
  vo <- sem$s2 * xx %*% t(x) %*% a %*% t(a) %*% x %*% xx
  gap <- coef(ols) - sem$coefficients
  statistic <- drop(gap %*% solve(vo - sem$s2 * sem$Vs) %*% gap)
  sparse <- errorsarlm(formula, d, listw, method = "LU",
                       control = list(tol.opt = 1e-13, small_asy = FALSE))
  stopifnot(abs(Hausman.test(sparse)$statistic / statistic - 1) < 1e-4)
  put("hausman_sem", effects, weights, c("statistic", "p"),
      c(statistic, pchisq(abs(statistic), 2, lower.tail = FALSE)))
}

for (effects in c("place", "two_way")) {
  d <- data.frame(y = demean(panel$y, effects), x1 = demean(panel$x1, effects),
                  x2 = demean(panel$x2, effects))
  for (w in names(neighbours)) spatial(d, effects, w, stacked(neighbours[[w]]))
}

## ---- least squares and its covariances ----------------------------------------------------------

slopes <- c("x1", "x2")
linear <- function(name, data, effects) {
  fit <- switch(effects,
    none = plm(y ~ x1 + x2, data, index = c("place", "time"), model = "pooling"),
    place = plm(y ~ x1 + x2, data, index = c("place", "time"), model = "within"),
    time = plm(y ~ x1 + x2, data, index = c("place", "time"), model = "within", effect = "time"),
    two_way = plm(y ~ x1 + x2, data, index = c("place", "time"), model = "within",
                  effect = "twoways"))
  put(name, effects, "-", slopes, coef(fit)[slopes])
  put(name, effects, "-", c("s2", "df", "rss"),
      c(deviance(fit) / fit$df.residual, fit$df.residual, deviance(fit)))
  keep <- function(kind, v) put_matrix(name, effects, "-", kind, v[slopes, slopes], slopes)
  keep("classical", vcov(fit))
  for (type in c("HC0", "HC1", "sss")) {
    of <- function(kind) paste(kind, type, sep = "_")
    keep(of("white"), vcovHC(fit, method = "white1", type = type))
    keep(of("place"), vcovHC(fit, method = "arellano", type = type, cluster = "group"))
    keep(of("time"), vcovHC(fit, method = "arellano", type = type, cluster = "time"))
    keep(of("two_way"), vcovDC(fit, type = type))
    for (lag in 0:3) {
      keep(of(paste0("driscoll_kraay", lag)), vcovSCC(fit, type = type, maxlag = lag))
    }
  }
  # Conley: no package of Debian has it, so by its definition, over all pairs of rows.
  index <- index(fit)
  place <- as.integer(as.character(index[[1]]))
  time <- as.integer(as.character(index[[2]]))
  x <- model.matrix(fit)
  score <- x * as.numeric(residuals(fit))
  bread <- solve(crossprod(x))
  dimnames(bread) <- list(colnames(x), colnames(x))
  apart <- distance[place, place]
  same_time <- outer(time, time, "==")
  same_place <- outer(place, place, "==")
  gap <- abs(outer(time, time, "-"))
  for (kernel in c("uniform", "bartlett")) {
    for (lag in c(0, 2)) {
      near <- if (kernel == "uniform") (apart <= 80) * 1 else pmax(1 - apart / 80, 0)
      weight <- near * same_time + (same_place & gap > 0) * pmax(1 - gap / (lag + 1), 0)
      keep(paste0("conley_", kernel, lag), bread %*% t(score) %*% weight %*% score %*% bread)
    }
  }
}
for (effects in c("none", "place", "time", "two_way")) linear("within", panel, effects)
for (effects in c("place", "two_way")) linear("within_unbalanced", unbalanced, effects)

## ---- random effects and the Hausman test --------------------------------------------------------

random <- function(name, data, formula, effects = "place") {
  within <- plm(formula, data, index = c("place", "time"), model = "within")
  fit <- plm(formula, data, index = c("place", "time"), model = "random", random.method = "swar")
  names <- c("constant", names(coef(fit))[-1])
  put(name, effects, "-", names, coef(fit))
  put_matrix(name, effects, "-", "cov", vcov(fit), names)
  put(name, effects, "-", c("s2_idiosyncratic", "s2_place"), ercomp(fit)$sigma2[c("idios", "id")])
  theta <- unlist(ercomp(fit)$theta)
  put(name, effects, "-", c("theta_least", "theta_most"), range(theta))
  test <- phtest(within, fit)
  put(name, effects, "-", c("hausman", "hausman_df", "hausman_p"),
      c(test$statistic, test$parameter, test$p.value))
  kept <- names(coef(within))
  roots <- eigen(vcov(within) - vcov(fit)[kept, kept], only.values = TRUE)$values
  put(name, effects, "-", "hausman_least_root", min(roots))
  # By regression, the constant quasi-demeaned as it is in the model; phtest(method = "aux") keeps 1,
  # which is the same in a balanced panel.
  x <- cbind(model.matrix(fit), model.matrix(within)[, kept])
  extra <- ncol(model.matrix(fit)) + seq_along(kept)
  auxiliary <- lm(as.numeric(pmodel.response(fit)) ~ x - 1)
  b <- coef(auxiliary)[extra]
  statistic <- drop(b %*% solve(vcov(auxiliary)[extra, extra], b))
  if (name == "random") {
    plms <- phtest(formula, data, index = c("place", "time"), method = "aux")$statistic
    stopifnot(abs(plms / statistic - 1) < 1e-9)
  }
  put(name, effects, "-", c("hausman_auxiliary", "hausman_auxiliary_p"),
      c(statistic, pchisq(statistic, length(extra), lower.tail = FALSE)))
}
random("random", panel, y ~ x1 + x2)
random("random_unbalanced", unbalanced, y ~ x1 + x2)
# z does not change in time: its slope is in the random effects only.
with_z <- function(d) transform(d, z = ((place * 5) %% 7) / 7)
random("random_constant", with_z(panel), y ~ x1 + x2 + z)
random("random_constant_unbalanced", with_z(unbalanced), y ~ x1 + x2 + z)

## ---- seemingly unrelated regressions ------------------------------------------------------------

equations <- list(e1 = y1 ~ a1, e2 = y2 ~ b1 + b2, e3 = y3 ~ a1 + c1)
for (divisor in c("noDfCor", "geomean")) {
  for (rounds in c("one_step", "iterated")) {
    fit <- systemfit(equations, "SUR", data = system, methodResidCov = divisor,
                     maxiter = if (rounds == "iterated") 1000 else 1, tol = 1e-14)
    name <- paste("sur", divisor, rounds, sep = "_")
    names <- sub("\\(Intercept\\)", "constant", sub("_", ".", names(coef(fit))))
    put(name, "none", "-", names, coef(fit))
    put_matrix(name, "none", "-", "cov", vcov(fit), names)
    eq <- names(equations)
    put_matrix(name, "none", "-", "residual", fit$residCov, eq)
    put_matrix(name, "none", "-", "residual_used", fit$residCovEst, eq)
  }
}
# Breusch and Pagan (1980) by its definition, from least squares.
e <- sapply(equations, function(f) residuals(lm(f, system)))
r <- crossprod(e) / sqrt(outer(colSums(e^2), colSums(e^2)))
lambda <- nrow(system) * sum(r[lower.tri(r)]^2)
put("sur_diagonal", "none", "-", c("statistic", "df", "p"),
    c(lambda, 3, pchisq(lambda, 3, lower.tail = FALSE)))

write_rows(do.call(rbind, figures), "panel_reference.csv")
