// What a caller must keep to.
#pragma once

#include <stdexcept>

namespace balloon::measure {

/// Throws std::invalid_argument with `what` unless it holds.
inline void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace balloon::measure
