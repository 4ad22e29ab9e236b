// By which channel a difference comes about: Shapley values as bars.
#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::decide_page {

using decision::ChannelResult;
using decision::ShapleyFigure;

namespace {

svg::IntervalRow channel_row(const Page& page, std::size_t objective, const std::string& label,
                             const ShapleyFigure& figure, bool set_apart) {
  const double factor = page.style(objective).factor;
  const auto known = [](double value, double other) {
    return std::isfinite(value) ? value : other;
  };
  svg::IntervalRow row;
  row.label = label;
  row.middle = known(figure.value, 0) * factor;
  row.low90 = known(figure.low, known(figure.value, 0)) * factor;
  row.high90 = known(figure.high, known(figure.value, 0)) * factor;
  row.low50 = row.high50 = row.middle;
  row.css = page.better(objective, figure.value) ? "decide-bar-better" : "decide-bar-worse";
  row.set_apart = set_apart;
  return row;
}

std::string channel_caption(const Page& page, const ChannelResult& c) {
  const std::string objective = page.objective_name(c.objective);
  if (!std::isfinite(c.shapley.all.value))
    return page.text("channels.undefined", {{"objective", objective}});
  const ShapleyFigure* largest = &c.shapley.none;
  std::string name;
  for (std::size_t i = 0; i < c.shapley.shapley.size(); ++i)
    if (std::fabs(c.shapley.shapley[i].value) > std::fabs(largest->value))
      largest = &c.shapley.shapley[i], name = page.channel_title(i);
  return page.text(name.empty() ? "channels.caption-none" : "channels.caption",
                   {{"objective", objective},
                    {"all", page.median(c.objective, c.shapley.all.value)},
                    {"channel", name},
                    {"value", page.change(c.objective, largest->value)}});
}

std::string channel_figure(Page& page, const ChannelResult& c) {
  std::string html = "<figure><figcaption>" + channel_caption(page, c) + "</figcaption>\n";
  if (!std::isfinite(c.shapley.all.value)) return html + "</figure>\n";
  svg::IntervalChart chart;
  chart.title = page.text("channels.title", {{"strategy", page.strategy_title(c.strategy)},
                                             {"objective", page.objective_title(c.objective)}});
  chart.description = page.word("channels.description");
  chart.axis = page.objective_unit(c.objective);
  chart.bars = true;
  for (std::size_t i = 0; i < c.shapley.shapley.size(); ++i)
    chart.rows.push_back(
        channel_row(page, c.objective, page.channel_title(i), c.shapley.shapley[i], false));
  chart.rows.push_back(channel_row(page, c.objective, std::string(page.word("channel.none")),
                                   c.shapley.none, false));
  chart.rows.push_back(
      channel_row(page, c.objective, std::string(page.word("channel.all")), c.shapley.all, true));
  return html + svg::draw(chart, page.next_id(), page.words) + "</figure>\n";
}

std::string channel_panels(Page& page, std::size_t strategy) {
  std::string html;
  for (const auto& c : page.result.channels)
    if (c.strategy == strategy) html += channel_figure(page, c);
  return html.empty() ? "" : "<div class=\"panels\">\n" + html + "</div>\n";
}

}  // namespace

std::string channel_section(Page& page) {
  std::string html = heading(2, page.text("channels.heading"), "channels");
  if (page.shown() == 0) return html + paragraph(page.text("tradeoffs.none"));
  if (page.result.channels.empty()) return html + paragraph(page.text("channels.off"));
  int members = 0;
  for (const auto& c : page.result.channels) members = std::max(members, c.shapley.members);
  html += paragraph(page.text("channels.intro", {{"members", page.count(members)}})) +
          paragraph(page.text("channels.colours"), "small");
  std::vector<std::size_t> order = page.result.chosen;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return page.chosen_place(a) < page.chosen_place(b);
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::string panels = channel_panels(page, order[i]);
    if (panels.empty()) continue;
    const std::string title = page.text(
        "others.strategy",
        {{"strategy", page.strategy_title(order[i])}, {"roles", page.role_titles(order[i])}});
    html += i == 0 ? heading(3, title) + panels : details(title, panels);
  }
  return html;
}

}  // namespace balloon::decide_page
