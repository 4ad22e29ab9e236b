#include "io/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace balloon {

namespace {

/// Digits, optional fraction and exponent, optional leading minus: what from_chars accepts, less
/// the names of infinity and NaN.
bool is_number_shaped(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - start;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const std::size_t whole = digits();
  std::size_t fraction = 0;
  if (i < text.size() && text[i] == '.') {
    ++i;
    fraction = digits();
    if (fraction == 0) return false;
  }
  if (whole + fraction == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  if (text.size() > 400 || !is_number_shaped(text)) return std::nullopt;
  double value = 0;
#ifdef __cpp_lib_to_chars
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
#else
  // The browser's library has no from_chars for double; its locale is always "C".
  const std::string copy(text);
  value = std::strtod(copy.c_str(), nullptr);
#endif
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (c < 0xc2 || c > 0xf4 || i + length > text.size()) return false;
    std::uint32_t point = c & (0x7fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return false;
      point = point << 6 | (next & 0x3f);
    }
    if (length == 3 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff))) return false;
    if (length == 4 && (point < 0x10000 || point > 0x10ffff)) return false;
    i += length;
  }
  return true;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string out(text.substr(0, limit));
  if (text.size() > limit) {
    while (!out.empty() && !is_utf8(out)) out.pop_back();
    out += "...";
  }
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  if (!is_utf8(out)) {
    for (char& c : out) {
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    }
  }
  return out;
}

std::string number_text(double value) {
  char buffer[40];
  if (value == std::floor(value) && std::abs(value) < 1e15) {
    std::snprintf(buffer, sizeof buffer, "%.0f", value);
    return buffer;
  }
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  return buffer;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    out += c;
    if (c == '"') out += c;
  }
  return out + "\"";
}

std::string word_list(const std::vector<std::string>& words, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == limit) return out + ", ...";
    if (i > 0) out += ", ";
    out += words[i];
  }
  return out;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  std::vector<std::string> near;
  // A word that names hold is short for any of them: the nearest by letters alone may not be meant.
  if (word.size() >= 4)
    for (const auto& candidate : candidates)
      if (candidate.find(word) != std::string::npos) near.push_back(candidate);
  if (near.empty() || near.size() > 4) near = {nearest(word, candidates)};
  if (near.front().empty()) return "";
  std::string list = near.front();
  for (std::size_t i = 1; i < near.size(); ++i)
    list += (i + 1 < near.size() ? ", " : " or ") + near[i];
  return "; did you mean " + list + "?";
}

namespace {

/// Reads the cells of one record after another.
class Scanner {
 public:
  enum class Status { cell, last_cell, end, bad };

  explicit Scanner(std::string_view text) : text_(text) {}

  int line() const { return line_; }
  bool at_end() const { return at_ >= text_.size(); }
  const std::string& problem() const { return problem_; }

  /// Appends the next cell to `out`; says whether it closed its record.
  Status next(std::string& out) {
    if (at_ < text_.size() && text_[at_] == '"') return quoted(out);
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ',' || c == '\n' || c == '\r') break;
      if (c == '"') return bad("a quote inside a field that is not quoted; quote the whole field");
      out += c;
      ++at_;
    }
    return close();
  }

 private:
  Status bad(const char* problem) {
    problem_ = problem;
    return Status::bad;
  }

  Status quoted(std::string& out) {
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) return bad("a quoted field is never closed");
      const char c = text_[at_++];
      if (c == '"') {
        if (at_ < text_.size() && text_[at_] == '"') {
          out += '"';
          ++at_;
          continue;
        }
        break;
      }
      if (c == '\n') ++line_;
      out += c;
    }
    if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r')
      return bad("text after the closing quote of a field");
    return close();
  }

  Status close() {
    if (at_ >= text_.size()) return Status::last_cell;
    if (text_[at_] == ',') {
      ++at_;
      return Status::cell;
    }
    if (text_[at_] == '\r') {
      ++at_;
      if (at_ >= text_.size() || text_[at_] != '\n')
        return bad("a carriage return without a line feed");
    }
    ++at_;
    ++line_;
    return Status::last_cell;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::string problem_;
};

/// Line of a byte, 1-based.
int line_of(std::string_view text, std::size_t at) {
  int line = 1;
  for (std::size_t i = 0; i < at; ++i) line += text[i] == '\n' ? 1 : 0;
  return line;
}

bool check_bytes(const std::string& file, std::string_view text, Faults& faults) {
  if (text.size() > CsvTable::max_bytes) {
    faults.add({file, 0, "", std::to_string(text.size()) + " bytes",
                "the file is too large; at most 64 MB are read"});
    return false;
  }
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    faults.add({file, line_of(text, nul), "", "", "a NUL byte: this is not a text file"});
    return false;
  }
  if (!is_utf8(text)) {
    int line = 1;
    for (std::size_t start = 0; start < text.size(); ++line) {
      const auto end = std::min(text.find('\n', start), text.size());
      if (!is_utf8(text.substr(start, end - start))) break;
      start = end + 1;
    }
    faults.add({file, line, "", "", "the text is not UTF-8; save it as UTF-8"});
    return false;
  }
  return true;
}

}  // namespace

std::optional<CsvTable> CsvTable::parse(std::string file, std::string_view text, Faults& faults) {
  if (!check_bytes(file, text, faults)) return std::nullopt;
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  CsvTable table;
  table.file_ = std::move(file);
  const auto fault = [&](int line, std::string path, std::string value, std::string message) {
    faults.add({table.file_, line, std::move(path), std::move(value), std::move(message)});
  };
  if (text.empty()) {
    fault(1, "", "", "the file is empty; its first line must name the columns");
    return std::nullopt;
  }
  Scanner scanner(text);
  const std::size_t faults_before = faults.size();
  for (bool more = true; more;) {
    std::string name;
    const int line = scanner.line();
    const auto status = scanner.next(name);
    if (status == Scanner::Status::bad) {
      fault(scanner.line(), "header", printable(name), scanner.problem());
      return std::nullopt;
    }
    if (name.empty()) {
      fault(line, "header", "",
            "column " + std::to_string(table.columns_.size() + 1) + " has no name");
    } else if (table.find(name)) {
      fault(line, printable(name), "", "the column stands twice in the header");
    }
    table.columns_.push_back(std::move(name));
    if (table.columns_.size() > max_columns) {
      fault(line, "header", "", "more than 64 columns");
      return std::nullopt;
    }
    more = status == Scanner::Status::cell;
  }
  const std::size_t width = table.columns_.size();
  // As a spreadsheet writes it where the decimal mark is a comma.
  if (width == 1 && table.columns_[0].find_first_of(";\t") != std::string::npos) {
    fault(1, "header", printable(table.columns_[0]),
          "the columns are not separated by commas; save the file as CSV with commas between "
          "columns and a point before decimals");
    return std::nullopt;
  }
  while (!scanner.at_end()) {
    if (faults.size() - faults_before >= max_faults) {
      fault(scanner.line(), "", "", "too many faults; the rest of the file was not read");
      return std::nullopt;
    }
    if (table.lines_.size() == max_rows) {
      fault(scanner.line(), "", "", "more than 1,000,000 rows");
      return std::nullopt;
    }
    const int line = scanner.line();
    const std::size_t first_end = table.ends_.size();
    std::size_t cells = 0;
    for (bool more = true; more;) {
      const std::size_t start = table.arena_.size();
      const auto status = scanner.next(table.arena_);
      if (status == Scanner::Status::bad) {
        const std::string name = cells < width ? table.columns_[cells] : "";
        fault(scanner.line(), name, printable(std::string_view(table.arena_).substr(start)),
              scanner.problem());
        return std::nullopt;
      }
      if (++cells <= width) {
        table.ends_.push_back(static_cast<std::uint32_t>(table.arena_.size()));
      } else {
        table.arena_.resize(start);
      }
      more = status == Scanner::Status::cell;
    }
    if (cells != width) {
      fault(line, "", std::to_string(cells) + " fields",
            "the row must have " + std::to_string(width) + " fields, as the header has");
      table.ends_.resize(first_end);
      table.arena_.resize(first_end == 0 ? 0 : table.ends_.back());
      continue;
    }
    table.lines_.push_back(line);
  }
  if (faults.size() != faults_before) return std::nullopt;
  return table;
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column) return i;
  }
  return std::nullopt;
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
  const std::size_t i = row * columns_.size() + column;
  const std::size_t start = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(arena_).substr(start, ends_[i] - start);
}

bool CsvTable::expect(const std::vector<std::string>& columns, Faults& faults) const {
  const std::size_t before = faults.size();
  for (const auto& name : columns) {
    if (!find(name)) {
      faults.add({file_, 1, name, "",
                  "the column is missing; expected " + word_list(columns, columns.size())});
    }
  }
  for (const auto& name : columns_) {
    bool known = false;
    for (const auto& candidate : columns) known = known || candidate == name;
    if (!known) {
      faults.add({file_, 1, printable(name), "", "unknown column" + suggestion(name, columns)});
    }
  }
  return faults.size() == before;
}

std::string_view CsvRow::text(std::string_view column) const {
  const auto index = table_.find(column);
  return index ? table_.cell(row_, *index) : std::string_view();
}

std::string CsvRow::required(std::string_view column) const {
  const auto value = text(column);
  if (value.empty()) fault(column, "the field is empty");
  return std::string(value);
}

double CsvRow::number(std::string_view column, double low, double high) const {
  const auto value = parse_number(text(column));
  if (!value) {
    fault(column,
          "not a finite number (digits with a decimal point, no spaces or thousands marks)");
    return low;
  }
  if (*value < low || *value > high) {
    fault(column, "outside " + number_text(low) + " to " + number_text(high));
    return low;
  }
  return *value;
}

int CsvRow::integer(std::string_view column, int low, int high) const {
  const double value = number(column, low, high);
  if (value != std::floor(value)) {
    fault(column, "not a whole number");
    return low;
  }
  return static_cast<int>(value);
}

int CsvRow::choice(std::string_view column, const std::vector<std::string>& choices) const {
  const auto value = text(column);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == value) return static_cast<int>(i);
  }
  fault(column, "must be one of " + word_list(choices, 16) + suggestion(value, choices));
  return -1;
}

void CsvRow::fault(std::string_view column, std::string message) const {
  faults_.add(
      {table_.file(), line(), std::string(column), printable(text(column)), std::move(message)});
}

}  // namespace balloon
