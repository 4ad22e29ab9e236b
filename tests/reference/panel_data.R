# The data of panel_reference.R, which reads this file; a fixed seed. It writes into tests/reference:
#
#   panel.csv             49 places of a 7x7 grid, 8 times: place,time,y,x1,x2 (time by time)
#   panel_unbalanced.csv  the same without 42 rows, so that places have 5 to 8 times
#   places.csv            place,latitude,longitude: the grid, shaken so that no distances tie
#   neighbours.csv        weights,place,neighbour: `rook` (symmetric), `nearest4` (asymmetric)
#   system.csv            three equations over 20 times
#
# Data are rounded to 6 decimals, written, and read again, so that both sides read the same figures.

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20120)
folder <- "tests/reference"
file_of <- function(name) file.path(folder, name)
write_rows <- function(d, name) {
  write.table(d, file_of(name), sep = ",", row.names = FALSE, quote = FALSE)
}
fixed <- function(x) sprintf("%.6f", x)

side <- 7
N <- side^2
times <- 2011:2018
T <- length(times)
row_of <- (seq_len(N) - 1) %/% side
column_of <- (seq_len(N) - 1) %% side

places <- data.frame(
  place = seq_len(N),
  latitude = fixed(1 + 0.3 * row_of + runif(N, -0.08, 0.08)),
  longitude = fixed(-76 + 0.3 * column_of + runif(N, -0.08, 0.08))
)
write_rows(places, "places.csv")
places <- read.csv(file_of("places.csv"))

# Great-circle distance in km, sphere of 6371.0088 km.
rad <- pi / 180
distance <- outer(seq_len(N), seq_len(N), Vectorize(function(i, j) {
  a <- places[i, ] * rad
  b <- places[j, ] * rad
  h <- sin((b$latitude - a$latitude) / 2)^2 +
    cos(a$latitude) * cos(b$latitude) * sin((b$longitude - a$longitude) / 2)^2
  2 * 6371.0088 * asin(sqrt(h))
}))

rook <- lapply(seq_len(N), function(i) {
  which(abs(row_of - row_of[i]) + abs(column_of - column_of[i]) == 1)
})
nearest4 <- lapply(seq_len(N), function(i) sort(order(distance[i, ])[2:5]))
neighbours <- list(rook = rook, nearest4 = nearest4)
write_rows(do.call(rbind, lapply(names(neighbours), function(w) {
  do.call(rbind, lapply(seq_len(N), function(i) {
    data.frame(weights = w, place = i, neighbour = neighbours[[w]][[i]])
  }))
})), "neighbours.csv")

dense <- function(list) {
  w <- matrix(0, N, N)
  for (i in seq_len(N)) w[i, list[[i]]] <- 1 / length(list[[i]])
  w
}

W <- dense(rook)
place_effect <- rnorm(N)
time_effect <- rnorm(T, sd = 0.5)
panel <- do.call(rbind, lapply(seq_len(T), function(t) {
  x1 <- 0.6 * place_effect + 0.3 * time_effect[t] + rnorm(N)
  x2 <- rnorm(N)
  e <- rnorm(N, sd = 0.7) * exp(0.2 * x2)
  mean <- x1 - 0.5 * x2 + W %*% (0.3 * x1 + 0.2 * x2) + place_effect + time_effect[t]
  y <- solve(diag(N) - 0.4 * W, mean + e)
  data.frame(place = seq_len(N), time = times[t], y = fixed(y), x1 = fixed(x1), x2 = fixed(x2))
}))
write_rows(panel, "panel.csv")
panel <- read.csv(file_of("panel.csv"))

gone <- sample(nrow(panel), 42)
unbalanced <- panel[-gone, ]
write_rows(transform(unbalanced, y = fixed(y), x1 = fixed(x1), x2 = fixed(x2)),
           "panel_unbalanced.csv")
unbalanced <- read.csv(file_of("panel_unbalanced.csv"))
stopifnot(min(table(unbalanced$place)) == 5, max(table(unbalanced$place)) == 8)

# Errors of the three equations are correlated.
rows <- 20
correlated <- chol(matrix(c(1, 0.6, -0.4, 0.6, 1.5, 0.2, -0.4, 0.2, 0.8), 3))
shock <- matrix(rnorm(rows * 3), rows) %*% correlated
a1 <- rnorm(rows)
b1 <- rnorm(rows)
b2 <- 0.5 * a1 + rnorm(rows)
c1 <- rnorm(rows)
system <- data.frame(
  time = 2000 + seq_len(rows) - 1,
  y1 = fixed(1 + 0.8 * a1 + shock[, 1]), y2 = fixed(-1 + 0.5 * b1 - 0.7 * b2 + shock[, 2]),
  y3 = fixed(0.4 * a1 + c1 + shock[, 3]),
  a1 = fixed(a1), b1 = fixed(b1), b2 = fixed(b2), c1 = fixed(c1))
write_rows(system, "system.csv")
system <- read.csv(file_of("system.csv"))
