// Pieces of HTML that the sections share.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/summary.hpp"
#include "io/svg.hpp"
#include "io/words.hpp"

namespace balloon::report {

using svg::escape;

/// A table with one or two header lines; cells are HTML and must be escaped by whoever makes them.
class Table {
 public:
  explicit Table(std::string caption, std::string css = {})
      : caption_(std::move(caption)), css_(std::move(css)) {}
  /// Column headers; the first is over the row headers.
  void head(const std::vector<std::string>& cells);
  /// First cell is the row's header.
  void row(const std::vector<std::string>& cells, std::string_view css = {});
  /// A line across all columns that names the rows below it.
  void group(const std::string& words);
  std::string html() const;

 private:
  std::string caption_, css_, head_, body_;
  std::size_t columns_ = 1;
};

/// "median [low, high]" with the 90 % interval; `scale` multiplies the values.
struct Style {
  double scale = 1;
  int figures = 3;
  int decimals = 0;
  bool change = true;  ///< a plus sign where positive
};
/// Those that several sections use.
namespace styles {
inline constexpr Style hectares{1, 3, 0, true}, shares{1, 3, 1, false}, millions{1e-6, 3, 1, true},
    dollars{1, 3, 0, false};
}
std::string interval_text(const Words& words, const analysis::Interval& value, const Style& style);
/// Only "[low, high]".
std::string range_text(const Words& words, const analysis::Interval& value, const Style& style);

/// A closed <details> with a summary; `inside` is HTML.
std::string details(std::string_view summary, const std::string& inside);

/// data-NAME="value" with all digits.
std::string data(std::string_view name, double value);
/// data-median, -low50, -high50, -low90, -high90 and -n.
std::string data(const analysis::Interval& value);

/// The words of a piece of HTML that these functions made: without tags, characters unescaped.
std::string plain_text(std::string_view html);

/// A page up to the open <main>, with the house's style and what is added to it; the title is HTML.
/// Throws std::runtime_error where the program lacks the style.
std::string page_head(std::string_view language, std::string_view generator, std::string_view title,
                      std::string_view more_style = {}, std::string_view more_meta = {});
inline constexpr std::string_view page_end = "</main>\n</body>\n</html>\n";

/// A list of a swatch's class and words, which are escaped here.
std::string legend(const std::vector<std::pair<std::string, std::string>>& entries);

std::string paragraph(std::string_view words, std::string_view css = {});
/// <h2 id> or <h3>.
std::string heading(int level, std::string_view words, std::string_view id = {});

}  // namespace balloon::report
