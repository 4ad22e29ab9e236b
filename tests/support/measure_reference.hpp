// Reads what R computed (tests/reference/panel_reference.R says how).
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "io/csv.hpp"
#include "measure/panel.hpp"
#include "measure/weights.hpp"

namespace balloon::test {

inline CsvTable reference_table(const std::string& name) {
  const std::string path = "tests/reference/" + name;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  Faults faults;
  auto table = CsvTable::parse(path, text.str(), faults);
  if (!table) throw std::runtime_error("cannot read " + path);
  return *std::move(table);
}

/// A cell as a number. Not CsvRow::number: the reference has exponents and many digits.
inline double reference_cell(const CsvTable& table, std::size_t row, std::string_view column) {
  return std::strtod(std::string(table.cell(row, table.find(column).value())).c_str(), nullptr);
}

/// R's figures by "model,effects,weights,term". Throws std::out_of_range for a figure R did not
/// give.
class Reference {
 public:
  Reference() {
    const auto table = reference_table("panel_reference.csv");
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      std::string key;
      for (std::size_t c = 0; c < 4; ++c) key += (c ? "," : "") + std::string(table.cell(r, c));
      values_[key] = reference_cell(table, r, "value");
    }
  }
  double operator()(const std::string& model, const std::string& effects,
                    const std::string& weights, const std::string& term) const {
    const auto found = values_.find(model + "," + effects + "," + weights + "," + term);
    if (found == values_.end())
      throw std::out_of_range("no reference for " + model + " " + effects + " " + weights + " " +
                              term);
    return found->second;
  }

 private:
  std::map<std::string, double> values_;
};

inline void expect_relative(double value, double reference, double tolerance,
                            const std::string& what = "") {
  EXPECT_LE(std::abs(value - reference), tolerance * std::abs(reference))
      << what << ": " << value << " instead of " << reference;
}

/// The synthetic panel as a design, untransformed: y on x1 and x2 (and further columns, functions
/// of the place). `file` is panel.csv or panel_unbalanced.csv.
inline measure::Design reference_design(const std::string& file, measure::Effects effects,
                                        const std::vector<double>& constant_in_time = {}) {
  const auto table = reference_table(file);
  std::map<int, measure::Index> time_of;
  measure::Index places = 0;
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    places = std::max(places, static_cast<measure::Index>(reference_cell(table, r, "place")));
    time_of[static_cast<int>(reference_cell(table, r, "time"))] = 0;
  }
  measure::Design design;
  design.effects = effects;
  design.names = {"x1", "x2"};
  design.treatments = 2;
  for (measure::Index i = 1; i <= places; ++i) design.places.push_back(std::to_string(i));
  for (auto& [time, index] : time_of) {
    index = design.time_count();
    design.times.push_back(time);
  }
  const measure::Index stacked = places * design.time_count();
  const measure::Index columns = constant_in_time.empty() ? 2 : 3;
  if (columns == 3) design.names.push_back("z");
  design.y = measure::Vector::Zero(stacked);
  design.x = measure::Matrix::Zero(stacked, columns);
  design.present.assign(static_cast<std::size_t>(stacked), 0);
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    const auto place = static_cast<measure::Index>(reference_cell(table, r, "place")) - 1;
    const auto time = time_of.at(static_cast<int>(reference_cell(table, r, "time")));
    const measure::Index row = time * places + place;
    design.present[static_cast<std::size_t>(row)] = 1;
    design.y(row) = reference_cell(table, r, "y");
    design.x(row, 0) = reference_cell(table, r, "x1");
    design.x(row, 1) = reference_cell(table, r, "x2");
    if (columns == 3) design.x(row, 2) = constant_in_time[static_cast<std::size_t>(place)];
    ++design.rows;
  }
  return design;
}

inline std::vector<measure::Point> reference_points() {
  const auto table = reference_table("places.csv");
  std::vector<measure::Point> points;
  for (std::size_t r = 0; r < table.row_count(); ++r)
    points.push_back({reference_cell(table, r, "latitude"), reference_cell(table, r, "longitude")});
  return points;
}

/// `name` is rook or nearest4.
inline measure::Weights reference_weights(const std::string& name) {
  const auto table = reference_table("neighbours.csv");
  std::vector<Eigen::Triplet<double>> entries;
  for (std::size_t r = 0; r < table.row_count(); ++r)
    if (table.cell(r, 0) == name)
      entries.emplace_back(static_cast<int>(reference_cell(table, r, "place")) - 1,
                           static_cast<int>(reference_cell(table, r, "neighbour")) - 1, 1.0);
  return measure::given(49, entries);
}

}  // namespace balloon::test
