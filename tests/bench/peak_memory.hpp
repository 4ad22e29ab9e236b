// Memory that benchmarks report.
#pragma once

#include <sys/resource.h>

namespace balloon::test {

/// Most memory that this process has had resident, MiB.
inline double peak_mib() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace balloon::test
