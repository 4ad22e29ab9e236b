// What the parts of the page of `balloon decide` share: words, names and figures, and the sections
// in the order in which they stand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/decide_html.hpp"
#include "io/report_html.hpp"
#include "io/words.hpp"
#include "model/world.hpp"

namespace balloon::decide_page {

using report::details;
using report::escape;
using report::heading;
using report::legend;
using report::paragraph;
using report::Table;

/// All words of the page but names of places and months; sorted, no key comes twice.
const std::vector<Word>& decide_words();
std::vector<Word> words_of_answer();
std::vector<Word> words_of_reasons();

/// Spanish for what model::parameters and model::outcomes say of themselves; empty where there is
/// none.
std::string_view spanish_parameter(std::string_view name);
std::string_view spanish_outcome(std::string_view name);

/// What report.css lacks.
extern const char* const page_style;

/// How an objective's figures are written.
struct FigureStyle {
  double factor = 1;  ///< from the outcome's unit
  std::string unit;   ///< in the report's language, not escaped; "" where there is none
  int decimals = 0;
};

/// The page under construction. What is called a name or text is escaped.
class Page {
 public:
  Page(const decision::DecisionProblem& problem_, const decision::DecisionResult& result_,
       const model::World& world_, const DecideReport& how_);

  const decision::DecisionProblem& problem;
  const decision::DecisionResult& result;
  const model::World& world;
  const DecideReport& how;
  const Words words;

  std::size_t objective_count() const { return problem.objectives.size(); }
  /// Strategies without the historical split.
  std::size_t shown() const { return result.strategies.size() - 1; }

  /// A word or sentence. It is HTML where it stands in text, and plain where it goes into a picture
  /// or is escaped later. Throws std::out_of_range for a key that does not exist.
  std::string_view word(std::string_view key) const;
  std::string text(std::string_view key) const { return std::string(word(key)); }
  /// With names in braces filled in; values are HTML, or plain, as the whole is to be.
  std::string text(std::string_view key, Words::Values values) const {
    return fill_in(word(key), values);
  }
  std::string next_id() { return "decide-figure-" + std::to_string(++last_id_); }

  /// In the report's language, else in English, else the id; not escaped.
  std::string title_of(const decision::Titles& titles, const std::string& id) const;
  /// Up to the first comma where that tells the objectives apart; `whole` as it was given. Not
  /// escaped.
  std::string objective_title(std::size_t objective, bool whole = false) const;
  std::string objective_name(std::size_t objective) const {
    return escape(objective_title(objective));
  }
  /// In quotation marks, for sentences.
  std::string objective_quoted(std::size_t objective) const {
    return text("name.quoted", {{"name", objective_name(objective)}});
  }
  /// "thousand ha, less is better"; not escaped.
  std::string objective_unit(std::size_t objective) const;
  /// "s07", or what the historical split is called; not escaped.
  std::string strategy_title(std::size_t strategy) const;
  std::string strategy_name(std::size_t strategy) const { return escape(strategy_title(strategy)); }
  /// "compromise, surest"; "" without roles. Not escaped.
  std::string role_titles(std::size_t strategy) const;
  std::optional<std::size_t> with_role(std::string_view role) const;
  /// The strategy that the page shows first: the one that is better throughout, else the
  /// compromise.
  std::optional<std::size_t> main_strategy() const;
  /// Place among the chosen strategies, which is that of its colour.
  std::optional<std::size_t> chosen_place(std::size_t strategy) const;
  /// The attitude as it is applied to an objective.
  std::string attitude_name(const decision::AttitudeRule& rule, std::size_t objective) const;
  std::string channel_title(std::size_t channel) const;
  /// The rule by which an agency spreads, by its id.
  std::string agency_name(const std::string& id) const;

  /// Whether a difference is on the better side of zero.
  bool better(std::size_t objective, double difference) const {
    return problem.objectives[objective].maximise ? difference > 0 : difference < 0;
  }

  const FigureStyle& style(std::size_t objective) const { return styles_[objective]; }
  // Figures in the unit of style(); "not defined" for what is not finite.
  std::string change(std::size_t objective, double value) const;
  std::string size(std::size_t objective, double value) const;
  /// "[low, high]".
  std::string range(std::size_t objective, double low, double high) const;
  /// The median, bold and coloured by whether it is better, and the 90 % interval.
  std::string difference(std::size_t objective, const analysis::Interval& value) const;
  /// The median alone, bold and coloured.
  std::string median(std::size_t objective, double value) const;
  /// Medians by structure, least to largest.
  std::string structures(std::size_t objective, std::size_t strategy) const;
  /// "87 %" of a share.
  std::string percent(double share) const;
  /// Millions of USD.
  std::string money(double usd) const;
  std::string money_change(double usd) const;
  std::string undefined() const { return text("figure.undefined"); }
  std::string count(double value) const { return number(value, 0); }
  std::string number(double value, int decimals) const;

 private:
  std::vector<FigureStyle> styles_;
  int money_decimals_ = 0, last_id_ = 0;
};

/// Whether a strategy kept all limits in as many members as asked.
bool keeps_limits(const decision::Evaluation& evaluation);

/// A text in lines of at most `letters`, broken between words; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t letters);

/// The swatch of a chosen strategy, with its id; the id alone for another.
std::string strategy_key(const Page& page, std::size_t strategy);

/// Paired bars of the money of a strategy and of the historical split, the largest changes only.
std::string money_bars(const Page& page, std::size_t strategy);
/// Money of the historical split and the chosen strategies by lever and budget.
std::string money_table(const Page& page);
/// Shares of members that keep each limit; "" without limits.
std::string limit_table(const Page& page);

/// Whether the answer changes with the attitude, in words.
std::string attitude_words(const Page& page);
/// The box that tells most of where a strategy is not better, in a sentence; "" without boxes.
std::string clearest_failure(const Page& page, std::size_t strategy);

// The sections; each returns HTML.
std::string answer_section(Page& page);
std::string tradeoff_section(Page& page);
std::string chosen_section(Page& page);
std::string map_section(Page& page);
std::string regret_section(Page& page);
std::string attitude_section(Page& page);
std::string agency_section(Page& page);
std::string failure_section(Page& page);
std::string channel_section(Page& page);
std::string search_section(Page& page);
std::string trust_section(Page& page);

}  // namespace balloon::decide_page
