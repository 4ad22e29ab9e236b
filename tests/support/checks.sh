# Sourced by the shell tests: checks that are counted. The last line of a test is "N passed, M failed".
#
#   check WHAT COMMAND...   passes where the command does; what it said is shown where it failed
#   counted                 the last line; its status is that of the whole test
passed=0 failed=0
check_log=$(mktemp)
check() {
  local what=$1
  shift
  if "$@" >"$check_log" 2>&1; then passed=$((passed + 1)); echo "ok      $what"
  else failed=$((failed + 1)); echo "FAILED  $what"; tail -n 20 "$check_log" | sed 's/^/        /'; fi
}
counted() {
  rm -f "$check_log"
  echo "$passed passed, $failed failed"
  ((failed == 0))
}
