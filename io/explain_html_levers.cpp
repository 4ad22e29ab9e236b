// Sections of the page about the ensemble's members: channels of displacement and levers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/explain_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::explain_page {

namespace {

using explain_words::figure;

/// Bars that lead from a number without any channel to that with all, one channel after the other.
std::string channel_steps(const decision::ChannelQuantity& q) {
  const auto& s = q.shapley;
  constexpr double width = 580, left = 150, right = 26, top = 6, bottom = 40, step = 26;
  const std::size_t rows = s.shapley.size() + 2;
  const double height = top + bottom + step * static_cast<double>(rows);
  double low = std::min(0.0, s.none.value), high = std::max(0.0, s.none.value), sum = s.none.value;
  const auto widen = [&](double v) {
    if (!std::isfinite(v)) return;
    low = std::min(low, v);
    high = std::max(high, v);
  };
  for (const auto& f : s.shapley) {
    widen(sum + f.low);
    widen(sum + f.high);
    sum += f.value;
    widen(sum);
  }
  widen(s.all.low);
  widen(s.all.high);
  if (!(high > low) || !std::isfinite(sum)) return "";
  svg::Picture picture(width, height);
  const auto steps = svg::ticks(low, high, 5);
  const svg::Scale x{steps.front(), steps.back(), left, width - right};
  const Words words("en");
  for (const double at : steps) {
    picture.line({x(at), top}, {x(at), height - bottom}, at == 0 ? "axis" : "grid");
    picture.text({x(at), height - bottom + 14}, words.number(at, svg::tick_decimals(steps)), "tick",
                 svg::Anchor::middle);
  }
  picture.text({width - right, height - 6}, q.unit == "1" ? "ha by ha" : q.unit, "tick",
               svg::Anchor::end);
  double y = top - step / 2;
  const auto bar = [&](const std::string& label, double from, double to, double whisker_low,
                       double whisker_high, const char* css) {
    y += step;
    picture.text({left - 8, y + 4}, label, "label", svg::Anchor::end);
    const double a = std::min(x(from), x(to)), b = std::max(x(from), x(to));
    picture.rectangle({a, y - 8}, std::max(b - a, 0.6), 16, css);
    if (std::isfinite(whisker_low) && std::isfinite(whisker_high))
      picture.line({x(whisker_low), y}, {x(whisker_high), y}, "whisker");
  };
  bar("all channels off", 0, s.none.value, s.none.low, s.none.high, "item-place");
  double at = s.none.value;
  for (std::size_t i = 0; i < s.shapley.size(); ++i) {
    const auto& f = s.shapley[i];
    bar(explain_words::channel_name(i), at, at + f.value, at + f.low, at + f.high,
        f.value < 0 ? "item-gone" : "item-PER");
    at += f.value;
  }
  bar("all channels on", 0, s.all.value, s.all.low, s.all.high, "item-place");
  return captioned(
      fmt::format("{} <span class=\"unit\">(whiskers: 90\u00a0%)</span>", escape(q.title)),
      picture.finish("explain-channels-" + q.id, "Channels: " + q.title,
                     "Bars that lead from all channels off to all on by the share of each channel.",
                     "measure-wide"));
}

std::string figure_text(const decision::ShapleyFigure& f, bool plus) {
  return with_range(figure(f.value, 3, plus), explain_words::range(f.low, f.high, 3, plus));
}

std::string channel_rows(const decision::ChannelQuantity& q) {
  const auto& s = q.shapley;
  const int decimals = explain_words::decimals_of(s);
  const auto cell = [&](const decision::ShapleyFigure& f, bool plus) {
    const auto one = [&](double x) { return explain_words::fixed(x, decimals, plus); };
    return with_range(one(f.value), fmt::format("[{}, {}]", one(f.low), one(f.high)));
  };
  Table table(escape(q.title));
  table.head({"channel", "share (Shapley)", "switched on alone", "switched off alone"});
  table.row({"all channels off", cell(s.none, false), "", ""});
  for (std::size_t i = 0; i < s.shapley.size(); ++i)
    table.row({escape(explain_words::channel_name(i)), cell(s.shapley[i], true),
               cell(s.first[i], true),
               cell({-s.last[i].value, -s.last[i].high, -s.last[i].low}, true)});
  table.row({"all channels on", cell(s.all, false), "", ""}, "total");
  return table.html();
}

std::string money_by_unit(const decision::LeverEffect& e) {
  if (!e.costs) return "\u2013";
  if (!std::isfinite(e.usd_per_unit.low)) return "not told from none";
  if (!(e.usd_per_unit.value > 0)) return "makes it worse";
  return with_range(figure(e.usd_per_unit.value),
                    explain_words::range(e.usd_per_unit.low, e.usd_per_unit.high));
}

std::string cheaper_table(const decision::LeversResult& l) {
  std::vector<std::size_t> paid;
  for (std::size_t a = 0; a < l.levers.size(); ++a)
    if (l.levers[a].costs) paid.push_back(a);
  if (paid.size() < 2) return "";
  Table table(
      "Share of members (%) in which a million does more for the better in the row\u2019s lever "
      "than in the column\u2019s");
  std::vector<std::string> head{""};
  for (const auto b : paid) head.push_back(escape(explain_words::lever_name(l.levers[b])));
  table.head(head);
  for (const auto a : paid) {
    std::vector<std::string> cells{escape(explain_words::lever_name(l.levers[a]))};
    for (const auto b : paid)
      cells.push_back(a == b ? "" : escape(explain_words::percent(l.cheaper[a][b])));
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string channels_section(const ExplainStudy& study) {
  if (!study.result.channels) return "";
  std::string html = heading(2, "Channels", "channels");
  html += paragraph(fmt::format(
      "Each of the 64 combinations of six channels, on or off {} in policy and reference, was run "
      "with the same {} members. A channel\u2019s share is what it adds to those before it, in the "
      "mean over all orders; shares add up to the difference between all on and all off.",
      study.plan.channels_from_1990 ? "from 1990 on" : "from when the policies part",
      study.result.channels->quantities.front().shapley.members));
  for (const auto& q : study.result.channels->quantities)
    html += beside(channel_steps(q), channel_rows(q));
  return html;
}

std::string levers_section(const ExplainStudy& study) {
  if (!study.result.lever_effects) return "";
  const auto& l = *study.result.lever_effects;
  std::string html = heading(2, "Levers", "levers");
  if (l.levers.empty()) return html + paragraph("The policies differ in no lever.");
  const std::string unit = decision::unit_of(study.plan.outcome);
  html += paragraph(escape(shown(fmt::format(
      "The difference of each instrument between the policies was made {} % larger{}, with the "
      "same {} members and random numbers. The policy spends {} {} million USD more than the "
      "reference in "
      "the years of the window (median, 90 %).",
      explain_words::percent(l.scale - 1),
      study.plan.added.empty()
          ? ""
          : fmt::format(", and {} a year were put into added levers", study.step),
      l.value.n, figure(l.spending.median / 1e6),
      explain_words::range(l.spending.low90 / 1e6, l.spending.high90 / 1e6)))));
  Table table("What a little more of each lever does");
  table.head({"lever", "money more", escape(unit) + " by million USD, ratio of means",
              "the same, median of members",
              "USD by " + escape(explain_words::unit_for_the_better(study)),
              "the right way, % of members"});
  for (const auto& e : l.levers) {
    if (!e.costs) {
      table.row({escape(explain_words::lever_name(e)), "no cost in the model",
                 with_range(figure(e.change.mean, 3, true) + " in all",
                            explain_words::range(e.change.low90, e.change.high90, 3, true)),
                 "", "", ""});
      continue;
    }
    table.row({escape(explain_words::lever_name(e)),
               escape(explain_words::money(e.spending.median)),
               figure_text(e.mean_per_million, true),
               with_range(figure(e.per_million.median, 3, true),
                          explain_words::range(e.per_million.low90, e.per_million.high90, 3, true)),
               money_by_unit(e), escape(explain_words::percent(e.helps))});
  }
  return html + table.html() + cheaper_table(l);
}

}  // namespace balloon::explain_page
