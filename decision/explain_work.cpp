#include "decision/explain_work.hpp"

#include <algorithm>

#include "engine/parallel.hpp"

namespace balloon::decision {

void ExplainWork::count(int weight) {
  done_ += weight;
  if (progress_) progress_(std::min(done_, total_), total_);
}

bool ExplainWork::run(const std::string& stage, std::size_t pieces,
                      const std::function<std::size_t(std::size_t)>& length,
                      const std::function<int(std::size_t)>& weight,
                      const std::function<std::vector<double>(std::size_t, int)>& make,
                      std::vector<std::vector<double>>& out) {
  out.assign(pieces, {});
  std::vector<std::size_t> missing;
  for (std::size_t p = 0; p < pieces; ++p) {
    const auto* kept = store_ == nullptr ? nullptr : store_->find(stage, p);
    if (kept == nullptr || kept->size() != length(p)) {
      missing.push_back(p);
      continue;
    }
    out[p] = *kept;
    ++found_;
    count(weight(p));
  }
  engine::parallel_for(missing.size(), threads_, stop_, [&](std::size_t i, int thread) {
    const auto p = missing[i];
    auto made = make(p, thread);
    const std::lock_guard lock(mutex_);
    if (store_ != nullptr) store_->keep(stage, p, made);
    out[p] = std::move(made);
    count(weight(p));
  });
  return std::all_of(missing.begin(), missing.end(),
                     [&](std::size_t p) { return !out[p].empty(); });
}

}  // namespace balloon::decision
