#include "analysis/kernel.hpp"

// One line BALLOON_KERNEL(arch, lanes) for each kernel compiled in.
#define BALLOON_KERNEL(arch, lanes)                                                     \
  extern "C" bool balloon_kernel_##arch##_##lanes(const balloon::analysis::BlockInput&, \
                                                  balloon::engine::BlockSink*);
#include "analysis/kernels.inc"
#undef BALLOON_KERNEL

namespace balloon::analysis {
namespace {

constexpr KernelRecord kernels[] = {
#define BALLOON_KERNEL(arch, lanes) {#arch, lanes, balloon_kernel_##arch##_##lanes},
#include "analysis/kernels.inc"
#undef BALLOON_KERNEL
};

bool runs_here(const char* arch) {
#if defined(__x86_64__)
  if (arch[0] == 'v' && arch[1] == '3')
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#endif
  (void)arch;
  return true;
}

}  // namespace

const KernelRecord* find_kernel(int lanes, std::string_view arch) {
  // Later records have wider instructions. With free choice, eight lanes fill two AVX2 registers
  // and two an SSE2 or WebAssembly one.
  const KernelRecord* best = nullptr;
  for (const auto& k : kernels) {
    if (!runs_here(k.arch) || (!arch.empty() && arch != k.arch)) continue;
    const int preferred = k.arch[1] == '3' ? preferred_wide_lanes : 2;
    if (lanes == 0 ? k.lanes == preferred || best == nullptr : k.lanes == lanes) best = &k;
  }
  return best;
}

}  // namespace balloon::analysis
