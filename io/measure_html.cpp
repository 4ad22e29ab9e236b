// The page of `balloon measure`: one file with its style and pictures inside.
#include <utility>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"

namespace balloon {

namespace measure_page {

namespace {

std::string code_of(std::string_view text) { return "<code>" + escape(text) + "</code>"; }

std::string codes_of(const std::vector<std::string>& names) {
  std::vector<std::string> codes;
  for (const auto& name : names) codes.push_back(code_of(name));
  return codes.empty() ? "none" : listed(codes);
}

const char* transformation_words(measure::Transform transform) {
  switch (transform) {
    case measure::Transform::level:
      return "as it is";
    case measure::Transform::change:
      return "change from the time before";
    case measure::Transform::log1p:
      return "log(1 + figure)";
    case measure::Transform::asinh:
      break;
  }
  return "inverse hyperbolic sine";
}

std::string contents_of(const MeasureStudy& study) {
  std::string html = "<nav aria-label=\"Contents\"><ul>";
  const auto entry = [&](const char* id, const char* words) {
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>", id, words);
  };
  entry("weights", "Neighbours");
  entry("estimates", "Estimates");
  if (!study.models.empty()) entry("effects", "Effects");
  entry("least-squares", "Least squares");
  entry("tests", "Tests");
  if (study.quotient) entry("quotient", "Displacement quotient");
  if (study.event) entry("event", "Event study");
  entry("sees", "What it sees");
  entry("repeat", "Repeat");
  return html + "</ul></nav>\n";
}

std::string sees_section(const Page& page) {
  return heading(2, "What such a design sees, and what not", "sees") +
         paragraph(escape(what_it_sees(page.study)));
}

}  // namespace

std::string repeat_section(Page& page) {
  const auto& plan = page.study.plan;
  const auto& spec = page.specification();
  std::string html = heading(2, "How to repeat it", "repeat");
  Table table("The specification", "words");
  table.head({"what", "value"});
  if (!plan.file.empty()) table.row({"panel", code_of(plan.file)});
  table.row({"outcome", code_of(spec.outcome)});
  table.row({"transformed by", transformation_words(spec.transform)});
  table.row({"treatments", codes_of(spec.treatments)});
  table.row({"transformed by", transformation_words(spec.treatment_transform)});
  table.row({"controls", codes_of(spec.controls)});
  table.row({"lag of the treatments",
             spec.lag == 0 ? "none" : count(static_cast<measure::Index>(spec.lag), "time")});
  table.row({"effects taken out", effects_words(spec.effects)});
  table.row(
      {"weights", plan.weights.text.empty() ? weights_words(plan) : code_of(plan.weights.text)});
  table.row({"weights scaled by", plan.standard == measure::Standard::row
                                      ? "rows adding to 1"
                                      : "the largest eigenvalue"});
  bool corrected = false;
  for (const auto& each : page.study.models) corrected = corrected || each.fit.transformed;
  table.row({"Lee and Yu\u2019s transformation",
             corrected ? "yes" : (plan.transformed ? "asked for, does not exist here" : "no")});
  table.row({"draws of the parameters", count(plan.draws)});
  table.row({"seed", code_of(std::to_string(plan.seed))});
  if (plan.places.points) table.row({"Conley\u2019s distance", plain(plan.conley_km) + " km"});
  if (plan.complete_only) table.row({"places that lack a time", "left out"});
  if (plan.quotient) {
    const auto& q = *plan.quotient;
    table.row({"quotient\u2019s windows", fmt::format("{} to {}, and {} to {}", q.before.first,
                                                      q.before.last, q.after.first, q.after.last)});
    table.row({"quotient\u2019s targets",
               fmt::format("{} above {}", code_of(q.treatment), plain(q.rings.threshold))});
  }
  if (!plan.event.empty())
    table.row({"dates of the event study", code_of(plan.event)});
  else if (page.study.event && plan.event_threshold && !spec.treatments.empty())
    table.row({"dates of the event study",
               fmt::format("{} first above {}", code_of(spec.treatments.front()),
                           plain(*plan.event_threshold))});
  if (page.study.event && plan.event_window.last - plan.event_window.first < 1000)
    table.row({"event times shown", fmt::format("{} to {}", fixed(plan.event_window.first, 0, true),
                                                fixed(plan.event_window.last, 0, true))});
  return html + table.html();
}

}  // namespace measure_page

std::string measure_html(const MeasureStudy& study) {
  using namespace measure_page;
  const auto& title = study.plan.title;
  Page page{study};
  std::string html = report::page_head(
      "en", "Balloon",
      title.empty() ? "Spatial panel of " + escape(study.plan.specification.outcome)
                    : escape(title));
  html += first_screen(page) + contents_of(study);
  for (const auto section : {weights_section, estimates_section, effects_section, linear_section,
                             tests_section, quotient_section, event_section}) {
    const std::string inside = section(page);
    if (!inside.empty()) html += "<section>\n" + inside + "</section>\n";
  }
  html += "<section>\n" + sees_section(page) + "</section>\n";
  html += "<section>\n" + repeat_section(page) + "</section>\n";
  return html.append(report::page_end);
}

}  // namespace balloon
