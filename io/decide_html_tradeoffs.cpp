// Trade-offs: all strategies as lines over parallel axes, one an objective, on which up is better
// and the historical split is level.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "io/decide_html_parts.hpp"
#include "io/scenario_places.hpp"
#include "io/svg.hpp"

namespace balloon::decide_page {

using decision::Measure;

namespace {

constexpr double picture_width = 1160, left_edge = 62, label_room = 262;
constexpr double letter_width = 7.3, head_letter = 8, text_line = 15, label_gap = 5;
constexpr double axis_margin = 1.08;  ///< of an axis over what is on it

/// Median difference, so that more is better, in the unit that is shown.
double goodness(const Page& page, std::size_t strategy, std::size_t objective) {
  const auto& d = page.result.strategies[strategy].comparison.difference[objective];
  if (strategy == 0) return 0;
  if (d.n == 0) return std::nan("");
  const double value = d.median * page.style(objective).factor;
  return page.problem.objectives[objective].maximise ? value : -value;
}

/// How far the strategies reach on one axis, from zero.
struct Reach {
  double worse = 0, better = 0;
};

Reach reach_of(const Page& page, std::size_t objective) {
  Reach reach;
  for (std::size_t s = 1; s < page.result.strategies.size(); ++s) {
    const double g = goodness(page, s, objective);
    if (!std::isfinite(g)) continue;
    reach.better = std::max(reach.better, g);
    reach.worse = std::max(reach.worse, -g);
  }
  return reach;
}

/// Units of an axis for its whole height, where zero is `zero` of it above the bottom.
double span_of(const Reach& reach, double zero) {
  return axis_margin * std::max(reach.better / (1 - zero), reach.worse / zero);
}

/// Where zero stands so that the axes, taken together, are used best.
double common_zero(const std::vector<Reach>& reaches) {
  double best = 0.5, most = -1e300;
  for (int step = 8; step <= 92; ++step) {
    const double zero = step / 100.0;
    double used = 0;
    for (const auto& r : reaches)
      if (r.better + r.worse > 0) used += std::log((r.better + r.worse) / span_of(r, zero));
    if (used > most + 1e-12) most = used, best = zero;
  }
  return best;
}

/// What stands at the right end of a line.
struct EndLabel {
  std::size_t strategy = 0;
  std::vector<std::string> lines;
  double at = 0;   ///< where the line ends
  double top = 0;  ///< of the label
  double height() const { return text_line * static_cast<double>(lines.size()); }
};

/// Moves labels apart, keeping their order, within [top, bottom].
void move_apart(std::vector<EndLabel>& labels, double top, double bottom) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const EndLabel& a, const EndLabel& b) { return a.at < b.at; });
  double free_from = top;
  for (auto& label : labels) {
    label.top = std::max(free_from, label.at - label.height() / 2);
    free_from = label.top + label.height() + label_gap;
  }
  double free_to = bottom;
  for (std::size_t i = labels.size(); i-- > 0;) {
    labels[i].top = std::min(labels[i].top, free_to - labels[i].height());
    free_to = labels[i].top - label_gap;
  }
}

/// The picture of parallel axes.
class ParallelAxes {
 public:
  explicit ParallelAxes(Page& page) : page_(page), axes_(page.objective_count()) {
    for (std::size_t k = 0; k < axes_; ++k) reaches_.push_back(reach_of(page, k));
    zero_ = common_zero(reaches_);
    gap_ =
        axes_ < 2 ? 0 : (picture_width - left_edge - label_room) / static_cast<double>(axes_ - 1);
    std::size_t lines = 0;
    for (std::size_t k = 0; k < axes_; ++k) {
      heads_.push_back(head_of(k));
      lines = std::max(lines, heads_.back().size());
    }
    make_labels();
    double labels = 0;
    for (const auto& label : labels_) labels += label.height() + label_gap;
    top_ = text_line * static_cast<double>(lines) + 16;
    bottom_ = top_ + std::max(330.0, labels);
  }

  std::string draw() {
    svg::Picture picture(picture_width, bottom_ + 14);
    const double zero = y_of_zero();
    for (std::size_t k = 0; k < axes_; ++k) draw_axis(picture, k);
    const auto draw_all = [&](bool chosen) {
      for (std::size_t s = 1; s < page_.result.strategies.size(); ++s)
        if (page_.chosen_place(s).has_value() == chosen) draw_strategy(picture, s);
    };
    draw_all(false);
    picture.line({left_edge, zero}, {x(axes_ - 1), zero}, "decide-split-line");
    draw_all(true);
    if (const auto main = page_.main_strategy()) draw_strategy(picture, *main);
    draw_ticks(picture);
    draw_labels(picture);
    return picture.finish(page_.next_id(), page_.word("tradeoffs.title"),
                          page_.text("tradeoffs.description",
                                     {{"shown", page_.count(static_cast<double>(page_.shown()))}}),
                          "decide-axes");
  }

 private:
  double x(std::size_t k) const { return left_edge + gap_ * static_cast<double>(k); }
  double height() const { return bottom_ - top_; }
  double y_of_zero() const { return bottom_ - zero_ * height(); }
  double y(std::size_t k, double good) const {
    const double span = span_of(reaches_[k], zero_);
    return y_of_zero() - (span > 0 ? good / span * height() : 0);
  }

  /// The first heading begins at the edge, the others stand over their axes.
  std::size_t head_letters(std::size_t k) const {
    if (axes_ < 2) return 60;
    const double room = k == 0 ? left_edge + gap_ / 2 - 4 : gap_;
    return static_cast<std::size_t>((room - 10) / head_letter);
  }

  std::vector<std::string> head_of(std::size_t k) const {
    auto lines = wrapped(page_.objective_title(k), head_letters(k));
    for (auto& line : wrapped(page_.style(k).unit, head_letters(k))) lines.push_back(line);
    const bool more = page_.problem.objectives[k].maximise;
    lines.push_back(page_.text(
        "tradeoffs.up",
        {{"direction", std::string(page_.word(more ? "direction.more" : "direction.less"))}}));
    return lines;
  }

  void make_labels() {
    const auto letters = static_cast<std::size_t>((label_room - 40) / letter_width);
    const auto add = [&](std::size_t s) {
      EndLabel label{s, {page_.strategy_title(s)}, 0, 0};
      if (s > 0) {
        const auto lines = wrapped(label.lines.front() + " " + page_.role_titles(s), letters);
        label.lines = lines;
      }
      labels_.push_back(std::move(label));
    };
    add(0);
    for (const auto s : page_.result.chosen) add(s);
  }

  void draw_axis(svg::Picture& picture, std::size_t k) const {
    picture.line({x(k), top_}, {x(k), bottom_}, "axis");
    const bool first = k == 0;
    const double at = first ? 4 : x(k);
    double line = top_ - 10 - text_line * static_cast<double>(heads_[k].size() - 1);
    const std::size_t title = wrapped(page_.objective_title(k), head_letters(k)).size();
    for (std::size_t i = 0; i < heads_[k].size(); ++i, line += text_line)
      picture.text({at, line}, heads_[k][i], i < title ? "decide-axis-title" : "decide-axis-unit",
                   first ? svg::Anchor::start : svg::Anchor::middle);
  }

  void draw_ticks(svg::Picture& picture) const {
    for (std::size_t k = 0; k < axes_; ++k) {
      const double span = span_of(reaches_[k], zero_);
      const bool more = page_.problem.objectives[k].maximise;
      const double low = span > 0 ? -zero_ * span : 0, high = span > 0 ? (1 - zero_) * span : 0;
      const auto steps = svg::ticks(more ? low : -high, more ? high : -low, 5);
      const int decimals = svg::tick_decimals(steps);
      for (const double step : steps) {
        const double good = more ? step : -step;
        if (good < low - 1e-9 * span || good > high + 1e-9 * span) continue;
        // The dashed line runs through the other zeros.
        if (step == 0 && k > 0) continue;
        const svg::Point at{x(k), y(k, good)};
        picture.line({at.x - 4, at.y}, {at.x, at.y}, "axis");
        std::string words = step > 0 ? "+" : "";
        words += page_.words.number(step, decimals);
        picture.text({at.x - 7, at.y + 4}, words, "decide-tick", svg::Anchor::end);
      }
    }
  }

  std::string colour_of(std::size_t s) const {
    const auto place = page_.chosen_place(s);
    if (!place) return "decide-other";
    const bool first = page_.main_strategy() == s;
    return fmt::format("decide-colour-{}{}{}", *place % 7, *place >= 7 ? " decide-dashed" : "",
                       first ? " decide-first" : "");
  }

  void draw_strategy(svg::Picture& picture, std::size_t s) const {
    const std::string css = colour_of(s);
    std::vector<svg::Point> piece;
    const auto end_piece = [&] {
      picture.polyline(piece, "decide-strategy " + css);
      piece.clear();
    };
    for (std::size_t k = 0; k < axes_; ++k) {
      const double good = goodness(page_, s, k);
      if (!std::isfinite(good)) {
        end_piece();
        continue;
      }
      piece.push_back({x(k), y(k, good)});
    }
    const auto points = piece;
    end_piece();
    const bool chosen = page_.chosen_place(s).has_value();
    if (!chosen && axes_ > 1) return;
    for (std::size_t k = 0; k < axes_; ++k)
      if (const double good = goodness(page_, s, k); std::isfinite(good))
        picture.circle({x(k), y(k, good)}, chosen ? 3.2 : 2.4, "decide-dot " + css,
                       page_.strategy_title(s));
  }

  void draw_labels(svg::Picture& picture) {
    const std::size_t last = axes_ - 1;
    for (auto& label : labels_) {
      const double good = goodness(page_, label.strategy, last);
      label.at = std::isfinite(good) ? y(last, good) : bottom_;
    }
    move_apart(labels_, top_ - 4, bottom_ + 8);
    const double start = axes_ < 2 ? x(last) + 8 : x(last) + 5, turn = x(last) + 30,
                 text = turn + 6;
    for (const auto& label : labels_) {
      const double middle = label.top + label.height() / 2;
      const std::string css = label.strategy == 0 ? "decide-split-line"
                                                  : "decide-strategy " + colour_of(label.strategy);
      if (std::isfinite(goodness(page_, label.strategy, last)))
        picture.polyline({{start, label.at}, {turn - 6, middle}, {turn, middle}}, css);
      double line = label.top + 11.5;
      for (std::size_t i = 0; i < label.lines.size(); ++i, line += text_line)
        picture.text({text, line}, label.lines[i],
                     page_.main_strategy() == label.strategy && label.strategy > 0
                         ? "decide-end decide-end-first"
                         : "decide-end");
    }
  }

  Page& page_;
  std::size_t axes_ = 0;
  std::vector<Reach> reaches_;
  std::vector<std::vector<std::string>> heads_;
  std::vector<EndLabel> labels_;
  double zero_ = 0.5, gap_ = 0, top_ = 0, bottom_ = 0;
};

model::PlaceKind place_kind(model::OutcomePlace kind) {
  switch (kind) {
    case model::OutcomePlace::hub:
      return model::PlaceKind::hub;
    case model::OutcomePlace::corridor:
      return model::PlaceKind::corridor;
    case model::OutcomePlace::market:
      return model::PlaceKind::market;
    case model::OutcomePlace::group:
      return model::PlaceKind::group;
    default:
      return model::PlaceKind::zone;
  }
}

/// Places that an outcome is summed over, by name where they are few.
std::string places_words(const Page& page, const Measure& measure) {
  const auto kind = model::outcomes[measure.outcome].place;
  std::vector<std::string> ids;
  if (kind == model::OutcomePlace::donor) {
    ids.assign(std::begin(model::donor_ids), std::end(model::donor_ids));
  } else if (kind != model::OutcomePlace::world) {
    ids = ScenarioPlaces(page.world).ids(place_kind(kind));
  }
  if (measure.places.size() >= ids.size()) return page.text("objectives.everywhere");
  if (measure.places.size() > 4)
    return page.text("objectives.some-places",
                     {{"count", page.count(static_cast<double>(measure.places.size()))},
                      {"all", page.count(static_cast<double>(ids.size()))}});
  std::vector<std::string> names;
  for (const int place : measure.places) {
    const auto& id = ids.at(static_cast<std::size_t>(place));
    std::string fallback = id;
    if (kind == model::OutcomePlace::zone)
      fallback = page.world.zones[static_cast<std::size_t>(place)].name;
    if (kind == model::OutcomePlace::group)
      fallback = page.world.groups[static_cast<std::size_t>(place)].name;
    const std::string donor = "donor." + id;
    names.push_back(escape(kind == model::OutcomePlace::donor && page.words.has(donor)
                               ? std::string(page.words[donor])
                               : page.words.place(page.world, id, fallback)));
  }
  return page.words.list(names);
}

std::string objectives_table(const Page& page) {
  Table table(page.text("objectives.caption"), "words");
  table.head({page.text("name.objective"), page.text("objectives.measure"),
              page.text("objectives.where"), page.text("objectives.when"),
              page.text("objectives.better"), page.text("objectives.attitude")});
  for (std::size_t k = 0; k < page.objective_count(); ++k) {
    const auto& o = page.problem.objectives[k];
    const auto& record = model::outcomes[o.measure.outcome];
    const auto spanish = spanish_outcome(record.name);
    const bool other = page.words.language() == "es" && !spanish.empty();
    const char* when = o.measure.statistic == Measure::Statistic::sum    ? "objectives.sum"
                       : o.measure.statistic == Measure::Statistic::mean ? "objectives.mean"
                                                                         : "objectives.last";
    table.row({escape(page.objective_title(k, true)),
               escape(other ? spanish : std::string_view(record.meaning)) + ", " +
                   escape(page.style(k).unit),
               places_words(page, o.measure),
               page.text(when, {{"from", page.words.month(o.measure.from)},
                                {"to", page.words.month(o.measure.to)}}),
               page.text(o.maximise ? "objectives.more" : "objectives.less"),
               page.attitude_name(o.attitude, k)});
  }
  return table.html();
}

std::string numbers_table(const Page& page) {
  Table table(page.text("tradeoffs.caption"), "decide-grid");
  std::vector<std::string> head{page.text("name.strategy")};
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    head.push_back(page.objective_name(k) + R"(<br><span class="unit">)" +
                   escape(page.objective_unit(k)) + "</span>");
  table.head(head);
  for (std::size_t s = 1; s < page.result.strategies.size(); ++s) {
    std::vector<std::string> cells{strategy_key(page, s)};
    for (std::size_t k = 0; k < page.objective_count(); ++k)
      cells.push_back(page.difference(k, page.result.strategies[s].comparison.difference[k]));
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string tradeoff_section(Page& page) {
  std::string html = heading(2, page.text("tradeoffs.heading"), "tradeoffs");
  if (page.shown() == 0)
    return html + paragraph(page.text("tradeoffs.none")) + objectives_table(page);
  html += paragraph(page.text("tradeoffs.intro"));
  html += "<figure><div class=\"scroll\">" + ParallelAxes(page).draw() + "</div>\n" +
          legend({{"decide-key-split", std::string(page.word("name.historical"))},
                  {"decide-key decide-key-0", std::string(page.word("tradeoffs.chosen"))},
                  {"decide-key decide-key-other", std::string(page.word("tradeoffs.others"))}}) +
          "</figure>\n";
  html += details(page.word("name.numbers"), numbers_table(page));
  return html + objectives_table(page);
}

}  // namespace balloon::decide_page
