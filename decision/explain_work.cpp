#include "decision/explain_work.hpp"

#include <algorithm>

#include "engine/parallel.hpp"

namespace balloon::decision {

namespace {
/// Pieces of each rank after which ranks exchange what they have: what a killed job loses at most.
constexpr std::size_t pieces_at_once = 64;
}  // namespace

void ExplainWork::count(int weight) {
  done_ += weight;
  if (progress_) progress_(std::min(done_, total_), total_);
}

void ExplainWork::find(const std::string& stage,
                       const std::function<std::size_t(std::size_t)>& length, Pieces& out) {
  for (std::size_t p = 0; p < out.size(); ++p) {
    const auto* kept = store_ == nullptr ? nullptr : store_->find(stage, p);
    if (kept != nullptr && kept->size() == length(p)) out[p] = *kept;
  }
  engine::share(
      ranks_, out.size(), engine::Ranks::To::every_rank, [](std::size_t) { return 0; },
      [&](std::size_t p, std::string& bytes) { engine::put_vector(bytes, out[p]); },
      [&](std::size_t p, engine::Taker& from) { out[p] = engine::take_vector(from); });
}

void ExplainWork::share(const std::string& stage, const std::vector<std::size_t>& pieces,
                        Pieces& out) {
  engine::share(
      ranks_, pieces.size(), engine::Ranks::To::every_rank,
      [&](std::size_t i) { return engine::owner(ranks_, i); },
      [&](std::size_t i, std::string& bytes) { engine::put_vector(bytes, out[pieces[i]]); },
      [&](std::size_t i, engine::Taker& from) {
        auto& piece = out[pieces[i]];
        piece = engine::take_vector(from);
        if (store_ != nullptr && !piece.empty()) store_->keep(stage, pieces[i], piece);
      });
}

bool ExplainWork::run(const std::string& stage, std::size_t pieces,
                      const std::function<std::size_t(std::size_t)>& length,
                      const std::function<int(std::size_t)>& weight,
                      const std::function<std::vector<double>(std::size_t, int)>& make,
                      std::vector<std::vector<double>>& out) {
  out.assign(pieces, {});
  find(stage, length, out);
  std::vector<std::size_t> missing;
  for (std::size_t p = 0; p < pieces; ++p) {
    if (out[p].empty()) {
      missing.push_back(p);
      continue;
    }
    ++found_;
    count(weight(p));
  }
  const auto at_once = ranks_ == nullptr
                           ? std::max<std::size_t>(1, missing.size())
                           : pieces_at_once * static_cast<std::size_t>(ranks_->size());
  for (std::size_t from = 0; from < missing.size(); from += at_once) {
    const auto begin = missing.begin() + static_cast<std::ptrdiff_t>(from);
    const std::vector<std::size_t> now(
        begin, begin + static_cast<std::ptrdiff_t>(std::min(at_once, missing.size() - from)));
    const bool finished = engine::together(ranks_, [&] {
      engine::parallel_for(now.size(), threads_, stop_, [&](std::size_t i, int thread) {
        const auto p = now[i];
        std::vector<double> made;
        if (engine::owns(ranks_, i)) made = make(p, thread);
        const std::lock_guard lock(mutex_);
        if (store_ != nullptr && !made.empty()) store_->keep(stage, p, made);
        out[p] = std::move(made);
        count(weight(p));
      });
      for (std::size_t i = 0; i < now.size(); ++i)
        if (engine::owns(ranks_, i) && out[now[i]].empty()) return false;
      return true;
    });
    share(stage, now, out);
    if (!finished) return false;
  }
  return true;
}

}  // namespace balloon::decision
