# Tails and quantiles by R's own functions, for tests/measure/distributions_test.cpp. From the root:
#
#   Rscript tests/reference/probabilities.R
#
# It writes tests/reference/probabilities.csv: function,x,df,value (df 0 where there is none). Tails
# are upper ones.

probabilities <- list()
note <- function(f, x, df, value) {
  probabilities[[length(probabilities) + 1]] <<-
    data.frame(f, x = sprintf("%.17g", x), df = sprintf("%.17g", df), value = sprintf("%.17g", value))
}
for (z in c(-37, -20, -8.5, -6, -3, -1.96, -0.7, -1e-3, 0, 1e-3, 0.5, 1.7, 4, 9)) {
  note("normal_cdf", z, 0, pnorm(z))
}
for (p in c(1e-300, 1e-30, 1e-10, 1e-3, 0.025, 0.07, 0.2, 0.5, 0.6, 0.93, 0.975, 0.999, 1 - 1e-10)) {
  note("normal_quantile", p, 0, qnorm(p))
}
for (df in c(1, 2, 3, 5, 10, 49, 100, 999, 20000)) {
  for (q in c(0.001, 0.1, 0.5, 1, 1.3, 2, 4, 20)) {
    value <- pchisq(q * df, df, lower.tail = FALSE)
    if (value > 1e-250) note("chi_square_tail", q * df, df, value)
  }
}
for (df in c(1, 2, 3, 4.5, 7, 30, 200, 5000, 1e6)) {
  for (t in c(-3, -0.2, 0, 1e-4, 0.3, 1, 1.96, 3.5, 8, 30)) {
    value <- pt(t, df, lower.tail = FALSE)
    if (value > 1e-180) note("student_tail", t, df, value)
  }
}
probabilities <- do.call(rbind, probabilities)
names(probabilities)[1] <- "function"
write.table(probabilities, "tests/reference/probabilities.csv", sep = ",", row.names = FALSE,
            quote = FALSE)
