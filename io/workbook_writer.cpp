#include "io/letters.hpp"
#include "io/workbook.hpp"

#ifndef BALLOON_WORKBOOK
#define BALLOON_WORKBOOK 0
#endif

#if BALLOON_WORKBOOK
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>

#include "io/output_folder.hpp"
#include "io/workbook_charts.hpp"
#endif

namespace balloon {

#if !BALLOON_WORKBOOK

bool has_workbook() { return false; }
std::string write_workbook(const analysis::Study&, const WorkbookOptions&, const std::string&) {
  return "this build of balloon does not write workbooks (configured with -DBALLOON_WORKBOOK=OFF)";
}

#else

namespace workbook {

namespace {

constexpr double line_points = 15;       ///< height of a row of one line
constexpr double letters_a_line = 1.05;  ///< of what a column's width promises: fonts differ
constexpr std::time_t made = 315532800;  ///< 1980-01-01, as the parts of a zip file are dated here

/// Height of a row in which `text` is wrapped to `width` letters.
double height_for(std::string_view text, double width) {
  const double a_line = std::max(1.0, width * letters_a_line);
  return line_points * std::max(1.0, std::ceil(static_cast<double>(letter_count(text)) / a_line));
}

/// Paints the sheets with the library; everything it makes belongs to the lxw_workbook.
class Painter {
 public:
  explicit Painter(lxw_workbook* book) : book_(book) {
    static constexpr const char* formats[style_count] = {
        "General",  "General",
        "#,##0",    "[>=0.5]+#,##0;[<=-0.5]-#,##0;0",
        "#,##0.0",  "[>=0.05]+#,##0.0;[<=-0.05]-#,##0.0;0.0",
        "#,##0.00", "0",
        "0.00",     "[>=0.005]+0%;[<=-0.005]-0%;0%"};
    for (int i = 0; i < style_count; ++i) {
      styles_[i] = workbook_add_format(book_);
      format_set_num_format(styles_[i], formats[i]);
      format_set_align(styles_[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_text_wrap(styles_[static_cast<int>(Style::wrapped)]);
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    format_set_font_size(title_, 14);
    note_ = workbook_add_format(book_);
    format_set_text_wrap(note_);
    format_set_align(note_, LXW_ALIGN_VERTICAL_TOP);
    group_ = workbook_add_format(book_);
    format_set_bold(group_);
    format_set_font_size(group_, 12);
    for (auto** head : {&head_, &number_head_}) {
      *head = workbook_add_format(book_);
      format_set_bold(*head);
      format_set_text_wrap(*head);
      format_set_align(*head, LXW_ALIGN_VERTICAL_BOTTOM);
      format_set_bg_color(*head, 0xDCE9F2);
      format_set_bottom(*head, LXW_BORDER_THIN);
    }
    format_set_align(number_head_, LXW_ALIGN_RIGHT);
    for (const auto style : {Style::text, Style::wrapped})
      format_set_indent(styles_[static_cast<int>(style)], 1);
    format_set_indent(head_, 1);
  }

  void paint(const Sheet& sheet) {
    out_ = workbook_add_worksheet(book_, sheet.name.c_str());
    if (out_ == nullptr) throw std::runtime_error("no sheet can be named '" + sheet.name + "'");
    name_ = sheet.name;
    for (std::size_t c = 0; c < sheet.widths.size(); ++c)
      check(worksheet_set_column(out_, column_of(c), column_of(c), sheet.widths[c], nullptr),
            sheet.name);
    std::size_t at = 0;
    write(at++, 0, text_cell(sheet.title), title_);
    worksheet_set_row(out_, 0, 24, nullptr);
    const double all = std::accumulate(sheet.widths.begin(), sheet.widths.end(), 0.0);
    note(sheet, at++, sheet.about, all);
    for (const auto& text : sheet.notes) note(sheet, at++, text, all);
    ++at;
    starts_.clear();
    std::size_t first_head = at;
    for (const auto& table : sheet.tables) {
      if (!table.title.empty()) write(at++, 0, text_cell(table.title), group_);
      if (&table == &sheet.tables.front()) first_head = at;
      at = put_table(sheet, table, at) + 1;
    }
    put_charts(sheet, first_head);
    set_up(sheet, first_head);
  }

 private:
  /// Beside the first table where they do not reach below it, else beside the widest.
  void put_charts(const Sheet& sheet, std::size_t head) {
    double all = 0;
    for (const auto& chart : sheet.charts) all += chart.height + gap_of_charts;
    const auto& table = sheet.tables.empty() ? Table{} : sheet.tables.front();
    const bool fit = all < 20.0 * static_cast<double>(table.rows.size());
    const std::size_t column = fit ? table.head.size() : sheet.widths.size();
    double y = 0;
    for (const auto& chart : sheet.charts) {
      const bool beside = chart.row >= 0;
      const std::size_t row = beside ? head + 1 + static_cast<std::size_t>(chart.row) : head;
      insert_chart({book_, out_, name_, starts_}, chart, row, column, beside ? 0 : y);
      y += chart.height + gap_of_charts;
    }
  }

  void write(std::size_t row, std::size_t column, const Cell& cell, lxw_format* format) {
    if (cell.is_number)
      check(worksheet_write_number(out_, row_of(row), column_of(column), cell.number, format),
            name_);
    else if (!cell.words.empty())
      check(
          worksheet_write_string(out_, row_of(row), column_of(column), cell.words.c_str(), format),
          name_);
  }

  void note(const Sheet& sheet, std::size_t row, const std::string& text, double width) {
    if (sheet.widths.size() > 1)
      check(worksheet_merge_range(out_, row_of(row), 0, row_of(row),
                                  column_of(sheet.widths.size() - 1), text.c_str(), note_),
            name_);
    else
      write(row, 0, text_cell(text), note_);
    worksheet_set_row(out_, row_of(row), height_for(text, std::min(width, 250.0)), nullptr);
  }

  /// Returns the row below the table.
  std::size_t put_table(const Sheet& sheet, const Table& table, std::size_t at) {
    double height = line_points;
    for (std::size_t c = 0; c < table.head.size(); ++c) {
      const bool number = std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
        return c < row.size() && row[c].is_number;
      });
      check(worksheet_write_string(out_, row_of(at), column_of(c), table.head[c].c_str(),
                                   number ? number_head_ : head_),
            name_);
      // Words are not cut, so that a line holds less; the filter's button takes room too.
      height = std::max(height, height_for(table.head[c], sheet.widths[c] - 3));
    }
    worksheet_set_row(out_, row_of(at), height, nullptr);
    starts_.push_back(++at);
    for (const auto& row : table.rows) {
      double tall = 0;
      for (std::size_t c = 0; c < row.size(); ++c) {
        write(at, c, row[c], styles_[static_cast<int>(row[c].style)]);
        if (row[c].style == Style::wrapped)
          tall = std::max(tall, height_for(row[c].words, sheet.widths[c]));
      }
      if (tall > line_points) worksheet_set_row(out_, row_of(at), tall, nullptr);
      ++at;
    }
    return at;
  }

  /// Frozen heads and a filter where the sheet is one table, and the page.
  void set_up(const Sheet& sheet, std::size_t head) {
    if (sheet.tables.size() == 1 && !sheet.tables.front().rows.empty()) {
      const auto& table = sheet.tables.front();
      worksheet_freeze_panes(
          out_, row_of(head + 1),
          column_of(static_cast<std::size_t>(std::max(sheet.frozen_columns, 0))));
      check(worksheet_autofilter(out_, row_of(head), 0, row_of(head + table.rows.size()),
                                 column_of(table.head.size() - 1)),
            name_);
      check(worksheet_repeat_rows(out_, row_of(head), row_of(head)), name_);
    } else {
      worksheet_freeze_panes(out_, 1, 0);
    }
    // A block of rows with its chart to a page.
    std::vector<lxw_row_t> breaks;
    for (const auto& chart : sheet.charts)
      if (chart.row > 0) breaks.push_back(row_of(head + 1 + static_cast<std::size_t>(chart.row)));
    breaks.push_back(0);
    if (breaks.size() > 1) check(worksheet_set_h_pagebreaks(out_, breaks.data()), name_);
    worksheet_gridlines(out_, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_landscape(out_);
    worksheet_set_paper(out_, 9);  // A4
    worksheet_fit_to_pages(out_, 1, 0);
    worksheet_set_margins(out_, 0.5, 0.5, 0.6, 0.6);
    check(worksheet_set_footer(out_, "&L&A&R&P / &N"), name_);
  }

  lxw_workbook* book_;
  lxw_worksheet* out_ = nullptr;
  std::string name_;
  std::vector<std::size_t> starts_;  ///< first row of each table's cells
  lxw_format* styles_[style_count] = {};
  lxw_format *title_ = nullptr, *note_ = nullptr, *group_ = nullptr, *head_ = nullptr,
             *number_head_ = nullptr;
};

/// More bytes than the parts of the sheets take before they are compressed.
std::size_t room_for(const std::vector<Sheet>& sheets) {
  std::size_t bytes = 200000;
  for (const auto& sheet : sheets) {
    bytes += 60000 * sheet.charts.size();
    for (const auto& table : sheet.tables)
      for (const auto& row : table.rows)
        for (const auto& cell : row) bytes += 64 + cell.words.size();
  }
  return bytes;
}

/// The bytes of a file that the library wrote; throws where its end is not that of a zip file.
std::string whole_zip(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  constexpr std::size_t end = 22;  // record at the end of a zip file without a comment
  if (bytes.size() < end || bytes.compare(bytes.size() - end, 4, "PK\x05\x06") != 0)
    throw std::runtime_error("cannot write " + path + ": it was cut short");
  return bytes;
}

/// Makes the file beside its place: the library removes and makes again what lies at its path. It
/// overlooks a full disk, so that room for all its parts is tried first.
std::string make_bytes(const std::vector<Sheet>& sheets, const analysis::Study& study,
                       const std::string& path) {
  if (auto wrong = write_text_file(path, std::string(room_for(sheets), '\n')); !wrong.empty())
    throw std::runtime_error(wrong);
  const auto folder = std::filesystem::absolute(path).parent_path().string();
  lxw_workbook_options options = {};
  options.tmpdir = const_cast<char*>(folder.c_str());  // copied by the library
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) throw std::runtime_error("no memory for a workbook");
  try {
    const std::string program = "Balloon " + study.version;
    lxw_doc_properties properties = {};
    properties.title = const_cast<char*>(sheets.front().title.c_str());  // copied by the library
    properties.author = const_cast<char*>(program.c_str());
    properties.created = made;
    check(workbook_set_properties(book, &properties), "properties");
    Painter painter(book);
    for (const auto& sheet : sheets) painter.paint(sheet);
  } catch (...) {
    workbook_close(book);  // there is no other way to free it
    throw;
  }
  check(workbook_close(book), "cannot write " + path);
  return whole_zip(path);
}

}  // namespace

}  // namespace workbook

bool has_workbook() { return true; }

std::string write_workbook(const analysis::Study& study, const WorkbookOptions& options,
                           const std::string& path) {
  const Words words(options.language);
  const auto observed = report::embedded_observations();
  const auto context = report::make_context(study, words, observed, options);
  const auto sheets = workbook::make_sheets(context);
  const std::string scratch = path + ".zip";
  std::string error, bytes;
  try {
    bytes = workbook::make_bytes(sheets, study, scratch);
  } catch (const std::runtime_error& wrong) {
    error = std::string("workbook: ") + wrong.what();
  }
  std::error_code ignored;
  std::filesystem::remove(scratch, ignored);
  return error.empty() ? write_text_file(path, bytes) : error;
}

#endif

}  // namespace balloon
