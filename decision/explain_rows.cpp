// Runs the rows of a design in both arms, in blocks of rows whose streams follow one another.
#include <cmath>
#include <memory>
#include <utility>

#include "decision/explanation.hpp"
#include "decision/paired_block.hpp"

namespace balloon::decision {

namespace {

/// Rows of a piece at most: what is kept does not hang on the kernel's width.
constexpr std::size_t rows_a_piece = 8;

struct RowSpan {
  std::size_t begin = 0, count = 0;
};

std::vector<RowSpan> spans_of(const std::vector<FactorRow>& rows) {
  std::vector<RowSpan> spans;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (spans.empty() || spans.back().count == rows_a_piece ||
        rows[r].stream != rows[r - 1].stream + 1)
      spans.push_back({r, 0});
    ++spans.back().count;
  }
  return spans;
}

/// Value and whether the pair failed, for each row of a block.
void run_block_rows(const ExplainPlan& plan, const analysis::RunOptions& options, int fork,
                    const FactorMembers& members, const std::vector<Factor>& factors,
                    const std::vector<FactorRow>& rows, const RowSpan& span, ScaledLevers& scaled,
                    std::vector<double>& out) {
  const int count = static_cast<int>(span.count);
  auto own = options;
  own.source = &members;
  const PairedBlock block(*plan.world, *plan.reference, own, fork, members.first_member(), count);
  std::vector<char> done(span.count, 0);
  const auto at = out.size();
  out.resize(at + 2 * span.count);
  for (std::size_t i = 0; i < span.count; ++i) {
    if (done[i]) continue;
    const auto scales = lever_scales(factors, rows[span.begin + i]);
    const auto run = block.under(scaled.with(scales));
    for (std::size_t k = i; k < span.count; ++k) {
      if (done[k] || lever_scales(factors, rows[span.begin + k]) != scales) continue;
      done[k] = 1;
      const int lane = static_cast<int>(k);
      out[at + 2 * k] = pair_value(*plan.world, plan.outcome, run, block.reference(), lane).value;
      out[at + 2 * k + 1] =
          run.result.usable(lane) && block.reference().result.usable(lane) ? 0 : 1;
    }
  }
}

}  // namespace

std::optional<RowValues> run_factor_rows(const ExplainPlan& plan, const FactorSpace& space,
                                         const std::vector<Factor>& factors,
                                         const std::vector<FactorRow>& rows,
                                         const std::string& stage, ExplainWork& work) {
  std::array<bool, model::outcome_count> recorded;
  const auto options = options_for(plan.outcome, plan.options, false, recorded);
  const int fork = analysis::first_difference(*plan.policy, *plan.reference);
  const auto width = static_cast<std::size_t>(analysis::block_size(options));
  const auto spans = spans_of(rows);
  std::vector<std::unique_ptr<ScaledLevers>> scaled(static_cast<std::size_t>(work.threads()));
  std::vector<std::vector<double>> pieces;
  const bool finished = work.run(
      stage, spans.size(), [&](std::size_t s) { return 2 * spans[s].count; },
      [&](std::size_t s) { return static_cast<int>(spans[s].count); },
      [&](std::size_t s, int thread) {
        auto& levers = scaled[static_cast<std::size_t>(thread)];
        if (!levers)
          levers = std::make_unique<ScaledLevers>(*plan.policy, *plan.reference, options.to);
        std::vector<double> out;
        for (std::size_t from = 0; from < spans[s].count; from += width) {
          const RowSpan part{spans[s].begin + from, std::min(width, spans[s].count - from)};
          const FactorMembers members(space, factors, rows, part.begin, part.count);
          run_block_rows(plan, options, fork, members, factors, rows, part, *levers, out);
        }
        return out;
      },
      pieces);
  if (!finished) return std::nullopt;
  RowValues result;
  for (const auto& piece : pieces)
    for (std::size_t i = 0; i + 1 < piece.size(); i += 2) {
      result.value.push_back(piece[i]);
      ++result.count.rows;
      if (piece[i + 1] != 0)
        ++result.count.failed;
      else if (std::isnan(piece[i]))
        ++result.count.undefined;
    }
  return result;
}

}  // namespace balloon::decision
