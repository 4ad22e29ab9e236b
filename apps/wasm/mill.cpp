#include "apps/wasm/mill.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace balloon::lab {
namespace {

/// Januaries before which references leave a checkpoint: where strategies began.
constexpr int saved_years[] = {1995, 1998, 2000, 2006, 2012, 2018, 2024};

constexpr std::size_t header_words = 3, member_words = 3;

struct Span {
  std::size_t start = 0, count = 0;
};
/// The monthly and yearly parts of a member's row from a month on.
std::pair<Span, Span> parts_from(const engine::RowShape& shape, int from, int begin) {
  const auto month = static_cast<std::size_t>(begin - from);
  const auto year = static_cast<std::size_t>(year_of(begin) - year_of(from));
  const auto monthly = static_cast<std::size_t>(shape.monthly_width);
  const auto yearly = static_cast<std::size_t>(shape.yearly_width);
  const auto months = static_cast<std::size_t>(shape.months);
  const auto years = static_cast<std::size_t>(shape.years);
  return {{month * monthly, (months - month) * monthly},
          {months * monthly + year * yearly, (years - year) * yearly}};
}

}  // namespace

Packet pack(const analysis::BlockRun& run, const engine::RowShape& shape, int from) {
  const auto [monthly, yearly] = parts_from(shape, from, run.begin);
  const auto members = static_cast<std::size_t>(run.members);
  Packet packet(header_words + members * (member_words + monthly.count + yearly.count));
  packet[0] = static_cast<std::uint32_t>(run.first_member);
  packet[1] = static_cast<std::uint32_t>(run.members);
  packet[2] = static_cast<std::uint32_t>(run.begin);
  auto* to = packet.data() + header_words;
  for (std::size_t i = 0; i < members; ++i) {
    *to++ = static_cast<std::uint32_t>(run.hash[i]);
    *to++ = static_cast<std::uint32_t>(run.hash[i] >> 32);
    *to++ = run.failed[i] != 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < members; ++i) {
    const float* row = run.rows.data() + i * shape.member_size();
    for (const auto& part : {monthly, yearly}) {
      std::memcpy(to, row + part.start, part.count * sizeof(float));
      to += part.count;
    }
  }
  return packet;
}

void unpack(const std::uint32_t* words, std::size_t count, const analysis::Ensemble* base,
            analysis::Ensemble& into) {
  auto& result = into.result;
  const auto& shape = result.shape;
  const auto wrong = [] { throw std::invalid_argument("a block of members has another shape"); };
  if (count < header_words) wrong();
  const auto first = static_cast<std::size_t>(words[0]);
  const auto members = static_cast<std::size_t>(words[1]);
  const int begin = static_cast<int>(words[2]);
  if (first + members > result.hash.size() || begin < into.from || begin > into.to) wrong();
  if (begin > into.from && base == nullptr) wrong();
  const auto [monthly, yearly] = parts_from(shape, into.from, begin);
  if (count != header_words + members * (member_words + monthly.count + yearly.count)) wrong();
  const auto* head = words + header_words;
  const auto* rows = head + members * member_words;
  for (std::size_t i = 0; i < members; ++i) {
    const auto at = first + i;
    result.hash[at] = head[0] | static_cast<std::uint64_t>(head[1]) << 32;
    result.failed[at] = static_cast<char>(head[2]);
    head += member_words;
    float* row = result.rows.data() + at * shape.member_size();
    if (begin > into.from) {
      const float* same = base->result.rows.data() + at * shape.member_size();
      if (base->result.done[at] == 0) wrong();
      std::memcpy(row, same, monthly.start * sizeof(float));
      const auto years =
          static_cast<std::size_t>(shape.months) * static_cast<std::size_t>(shape.monthly_width);
      std::memcpy(row + years, same + years, (yearly.start - years) * sizeof(float));
    }
    for (const auto& part : {monthly, yearly}) {
      std::memcpy(row + part.start, rows, part.count * sizeof(float));
      rows += part.count;
    }
    result.done[at] = 1;
  }
}

Packet Mill::run(int key, const model::Policy& policy, int reference_key,
                 const model::Policy& reference, int first, int members) {
  std::vector<analysis::Checkpoint>* saves = nullptr;
  const analysis::Checkpoint* resume = nullptr;
  Saved* block = nullptr;
  std::vector<analysis::Checkpoint> nearest;
  if (key == reference_key) {
    auto& mine = saved_[key][first];
    mine = {};
    for (const int year : saved_years) mine.usual.push_back({month_index(year, 1), {}});
    saves = &mine.usual;
  } else if (const auto found = saved_.find(reference_key); found != saved_.end()) {
    const auto [same, added] = differs_.try_emplace({key, reference_key}, 0);
    if (added) same->second = analysis::first_difference(policy, reference);
    if (const auto at = found->second.find(first); at != found->second.end() && same->second >= 0) {
      block = &at->second;
      for (const auto& save : block->usual)
        if (save.month <= same->second) resume = &save;
      const auto& last = block->last;
      if (!last.bytes.empty() && last.month <= same->second &&
          (resume == nullptr || last.month > resume->month))
        resume = &last;
      const int january = month_index(year_of(std::min(same->second, base_.options.to)), 1);
      if (january > (resume == nullptr ? base_.options.from : resume->month)) {
        nearest.push_back({january, {}});
        saves = &nearest;
      }
    }
  }
  const auto run = analysis::run_block(base_.world, policy, base_.options,
                                       static_cast<std::uint64_t>(first), members, resume, saves);
  if (!nearest.empty()) block->last = std::move(nearest.front());
  const auto layout = model::make_layout(base_.world, nullptr);
  return pack(run, analysis::row_shape(base_.options, layout), base_.options.from);
}

void Mill::forget(int key) {
  saved_.erase(key);
  for (auto at = differs_.begin(); at != differs_.end();)
    at = at->first.first == key || at->first.second == key ? differs_.erase(at) : std::next(at);
}

}  // namespace balloon::lab
