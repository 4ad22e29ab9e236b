// The facts as text and JSON.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/data_facts.hpp"
#include "io/letters.hpp"

namespace balloon {

namespace {

/// 64,400; 1.958; 0.0212: four significant digits, thousands marked.
std::string figure(double x) {
  const double a = std::fabs(x);
  if (a < 1000) return fmt::format("{:.4g}", x);
  std::string digits = fmt::format("{:.0f}", a);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return (x < 0 ? "-" : "") + digits;
}

const char* name_of(DataMark m) {
  switch (m) {
    case DataMark::agrees:
      return "agrees";
    case DataMark::differs:
      return "differs";
    case DataMark::article_only:
      return "article only";
    case DataMark::not_checkable:
      return "not checkable";
  }
  return "";
}

std::string factor(double f) {
  if (f <= 0) return "with the wrong sign";
  return fmt::format("by a factor of {:.3g}", f < 1 ? 1 / f : f) +
         (f < 1 ? " (too low)" : " (too high)");
}

/// The data's distance from the figure, where a ratio says something.
std::string distance(const FactLine& line, const FactCheckResult& r) {
  if (!line.value || *line.value == 0 || !r.data || r.check.compare != FactCompare::equal ||
      r.data_mark != DataMark::differs || r.check.statistic == FactStatistic::rank)
    return "";
  return fmt::format(", {:.3g} times the article's", *r.data / *line.value);
}

/// Text in lines of `width` letters, the first indented by `first`, the others by `indent`.
std::string wrapped(const std::string& text, std::size_t first, std::size_t indent, int width) {
  std::string out, line(first, ' ');
  std::size_t used = 0;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    const auto word = text.substr(from, end - from);
    if (used > 0 && letter_count(line) + 1 + letter_count(word) >
                        static_cast<std::size_t>(std::max(width, 40))) {
      out += line + "\n";
      line = std::string(indent, ' ');
      used = 0;
    }
    line += (used++ > 0 ? " " : "") + word;
    from = end + 1;
  }
  return out + line + "\n";
}

std::string shown_data(const FactCheckResult& r) {
  switch (r.check.compare) {
    case FactCompare::exists:
      if (r.check.statistic == FactStatistic::before)
        return *r.data == 1 ? "in this order" : "in the other order";
      return *r.data == 1 ? "dated as in the article" : "dated otherwise";
    default:
      return figure(*r.data);
  }
}

void check_text(const FactLine& line, const FactCheckResult& r, int width, std::string& out) {
  constexpr std::size_t indent = 6;
  const auto& c = r.check;
  if (r.data)
    out +=
        wrapped(fmt::format("data:  {}, {}{} ({} {} {}; {})", shown_data(r), name_of(r.data_mark),
                            distance(line, r), c.table, c.place, c.series, r.data_source),
                indent, indent + 2, width);
  if (r.model.n > 0) {
    const auto& m = r.model;
    std::string verdict = r.model_mark == ModelMark::agrees ? "agrees" : "misses";
    if (r.model_mark == ModelMark::misses && r.model_factor != 0)
      verdict += " " + factor(r.model_factor);
    out += wrapped(
        fmt::format("model: {} [50 %: {} to {}; 90 %: {} to {}], {} ({} {}){}", figure(m.median),
                    figure(m.low50), figure(m.high50), figure(m.low90), figure(m.high90), verdict,
                    c.model_outcome, c.model_place, r.weak ? ", weakly informed" : ""),
        indent, indent + 2, width);
  }
  if (c.known > 0 || !c.note.empty())
    out += wrapped(
        (c.known > 0 ? fmt::format("known disagreement {}: ", c.known) : std::string("note: ")) +
            c.note,
        indent, indent + 2, width);
}

struct Count {
  int by_mark[4] = {};
  int model = 0, model_agrees = 0;
};
Count count(const std::vector<FactLine>& facts) {
  Count n;
  for (const auto& f : facts) {
    ++n.by_mark[static_cast<int>(f.mark())];
    for (const auto& c : f.checks) {
      if (c.model_mark == ModelMark::none) continue;
      ++n.model;
      n.model_agrees += c.model_mark == ModelMark::agrees ? 1 : 0;
    }
  }
  return n;
}

nlohmann::ordered_json check_json(const FactLine& line, const FactCheckResult& r) {
  const auto& c = r.check;
  nlohmann::ordered_json j;
  j["mark"] = name_of(r.data_mark);
  j["data"] = nullptr;
  if (r.data) {
    j["data"] = {{"value", *r.data},       {"table", c.table},           {"place", c.place},
                 {"series", c.series},     {"from", to_string(c.first)}, {"to", to_string(c.last)},
                 {"source", r.data_source}};
    if (line.value && *line.value != 0 && c.compare == FactCompare::equal)
      j["data"]["ratio"] = *r.data / *line.value;
  }
  j["model"] = nullptr;
  if (r.model.n > 0) {
    const auto& m = r.model;
    j["model"] = {{"outcome", c.model_outcome},
                  {"place", c.model_place},
                  {"n", m.n},
                  {"median", m.median},
                  {"low50", m.low50},
                  {"high50", m.high50},
                  {"low90", m.low90},
                  {"high90", m.high90},
                  {"mark", r.model_mark == ModelMark::agrees ? "agrees" : "misses"},
                  {"weak", r.weak},
                  {"weak_and_off_by_more_than_two", r.weak_and_far}};
    if (r.model_factor != 0) j["model"]["factor"] = r.model_factor;
  }
  if (c.known > 0) j["known_disagreement"] = c.known;
  j["note"] = c.note;
  return j;
}

}  // namespace

std::string facts_text(const std::vector<FactLine>& facts, int width) {
  std::string out, far;
  for (const auto& f : facts) {
    const std::string value = f.value ? figure(*f.value) + " " + f.unit : f.unit;
    out += wrapped(fmt::format("{}  {} ({}, {}): {}{}", f.id, f.subject, f.place, f.year, value,
                               f.mark() == DataMark::not_checkable ? "; not checkable" : ""),
                   0, 6, width);
    for (const auto& c : f.checks) {
      check_text(f, c, width, out);
      if (c.weak_and_far)
        far += wrapped(fmt::format("{} {}: the model's {} {}, {} against {}", f.id,
                                   c.check.model_outcome, "median is off", factor(c.model_factor),
                                   figure(c.model.median), figure(*f.value)),
                       2, 4, width);
    }
  }
  const auto n = count(facts);
  if (!far.empty())
    out += "\nWeakly informed figures that are off by more than a factor of two:\n" + far;
  out += fmt::format(
      "\n{} facts: {} agree with the data set, {} differ, {} stand in it from the article alone, "
      "{} cannot be checked.\n",
      facts.size(), n.by_mark[0], n.by_mark[1], n.by_mark[2], n.by_mark[3]);
  if (n.model > 0)
    out += fmt::format("The model agrees with {} of the {} figures that it produces.\n",
                       n.model_agrees, n.model);
  return out;
}

std::string facts_json(const std::vector<FactLine>& facts) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& f : facts) {
    nlohmann::ordered_json j;
    j["id"] = f.id;
    j["topic"] = f.topic;
    j["subject"] = f.subject;
    j["place"] = f.place;
    j["year"] = f.year;
    j["value"] = f.value ? nlohmann::ordered_json(*f.value) : nlohmann::ordered_json(nullptr);
    j["unit"] = f.unit;
    j["statement"] = f.statement;
    j["quality"] = f.quality;
    j["source"] = f.source;
    j["mark"] = name_of(f.mark());
    j["checks"] = nlohmann::ordered_json::array();
    for (const auto& c : f.checks) j["checks"].push_back(check_json(f, c));
    list.push_back(std::move(j));
  }
  const auto n = count(facts);
  const nlohmann::ordered_json document = {{"facts", list},
                                           {"agrees", n.by_mark[0]},
                                           {"differs", n.by_mark[1]},
                                           {"article_only", n.by_mark[2]},
                                           {"not_checkable", n.by_mark[3]},
                                           {"model_agrees", n.model_agrees},
                                           {"model_figures", n.model}};
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace balloon
