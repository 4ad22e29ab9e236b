// The worked examples of docs/model.md, evaluated with the model's own functions. A block
//   ```example
//   function
//   input = value unit, input = value unit
//   gives result = value unit
//   ```
// names one of tests/support/mechanism_bench.hpp; its inputs are the parameters by name and what
// else the mechanism reads. A parameter that a block does not name is not a number here, so an
// example that leaves out what its result depends on fails. Results must agree to the digits
// printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/mechanism_bench.hpp"

namespace balloon::model {
namespace {

using test::Bench;
using test::mechanisms;

/// A number as it is printed: its value and half a unit of its last digit.
struct Printed {
  double value = 0, half_digit = 0;
};

struct Example {
  std::string function;
  std::map<std::string, double> inputs;
  std::map<std::string, Printed> results;
};

std::string trimmed(const std::string& s) {
  const auto from = s.find_first_not_of(' ');
  return from == std::string::npos ? "" : s.substr(from, s.find_last_not_of(' ') - from + 1);
}

Printed printed(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str()) throw std::invalid_argument("no number: " + text);
  const auto number = text.substr(0, static_cast<std::size_t>(end - text.c_str()));
  const auto mark = std::min(number.find_first_of("eE"), number.size()), point = number.find('.');
  const int digits = point < mark ? static_cast<int>(mark - point) - 1 : 0;
  const int power = mark < number.size() ? std::atoi(number.c_str() + mark + 1) : 0;
  return {value, 0.5 * std::pow(10, power - digits)};
}

/// "name = value unit, name = value unit"
std::map<std::string, Printed> assignments(const std::string& line) {
  std::map<std::string, Printed> all;
  std::istringstream parts(line);
  for (std::string part; std::getline(parts, part, ',');) {
    if (trimmed(part).empty()) continue;
    const auto equals = part.find('=');
    if (equals == std::string::npos) throw std::invalid_argument("no '=' in: " + part);
    const auto name = trimmed(part.substr(0, equals));
    if (!all.emplace(name, printed(trimmed(part.substr(equals + 1)))).second)
      throw std::invalid_argument("given twice: " + name);
  }
  return all;
}

std::vector<Example> examples_of(std::istream& page) {
  std::vector<Example> all;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "```example") {
      inside = true;
      all.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside && all.back().function.empty()) {
      all.back().function = trimmed(line);
    } else if (inside && line.rfind("gives ", 0) == 0) {
      for (const auto& [name, x] : assignments(line.substr(6))) all.back().results[name] = x;
    } else if (inside) {
      for (const auto& [name, x] : assignments(line)) all.back().inputs[name] = x.value;
    }
  }
  return all;
}

/// What is wrong with an example; empty where nothing is.
std::string example_fault(const Example& example) {
  const auto mechanism = mechanisms.find(example.function);
  if (mechanism == mechanisms.end()) return "no such function";
  if (example.results.empty()) return "gives nothing";
  const auto bench = std::make_unique<Bench>(example.inputs);
  const auto found = mechanism->second(*bench);
  std::ostringstream faults;
  for (const auto& name : bench->unread()) faults << name << " is not an input; ";
  for (const auto& [name, told] : example.results) {
    const auto result = found.find(name);
    if (result == found.end()) {
      faults << name << " is not a result; ";
      continue;
    }
    const double x = result->second.lane(0);
    // A value half-way between two printed ones may be rounded to either.
    if (!(std::fabs(x - told.value) <= told.half_digit * (1 + 1e-6)))
      faults << name << " is " << x << ", told " << told.value << "; ";
  }
  return faults.str();
}

std::string example_fault(const std::string& block) {
  std::istringstream page("```example\n" + block + "\n```\n");
  try {
    return example_fault(examples_of(page).at(0));
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

TEST(ModelDocument, EveryExampleIsWhatTheModelComputes) {
  std::ifstream page("docs/model.md");
  ASSERT_TRUE(page) << "tests run from the root of the repository";
  const auto examples = examples_of(page);
  EXPECT_GE(examples.size(), 31U);
  std::set<std::string> shown;
  for (const auto& example : examples) {
    SCOPED_TRACE(example.function);
    shown.insert(example.function);
    EXPECT_EQ(example_fault(example), "");
  }
  for (const auto& [name, mechanism] : mechanisms)
    EXPECT_TRUE(shown.count(name) > 0) << name << " has no example";
}

TEST(ModelDocument, EveryParameterIsOnThePage) {
  std::ifstream file("docs/model.md");
  std::ostringstream page;
  page << file.rdbuf();
  for (const auto& parameter : parameters)
    EXPECT_NE(page.str().find("`" + std::string(parameter.name) + "`"), std::string::npos)
        << parameter.name;
}

TEST(ModelDocument, AFaultyExampleIsFound) {
  // 20,000 ha at even odds.
  EXPECT_EQ(example_fault("desired_area\nK = 40000 ha, a = 1, appeal = -1\ngives area = 20000 ha"),
            "");
  EXPECT_EQ(example_fault("desired\nK = 1\ngives area = 1"), "no such function");
  EXPECT_EQ(example_fault("desired_area\nK = 40000, a = 1, appeal = -1"), "gives nothing");
  const auto faulty = [](const std::string& block, const std::string& part) {
    const auto fault = example_fault(block);
    EXPECT_NE(fault.find(part), std::string::npos) << fault;
  };
  faulty("desired_area\nK = 40000, a = 1, appeal = -1\ngives area = 20001", "told 20001");
  faulty("desired_area\nK = 40001, a = 1, appeal = -1\ngives area = 20000.0", "told 20000");
  faulty("desired_area\nK = 40000, a = 1\ngives area = 20000", "input missing: appeal");
  faulty("desired_area\nK = 1, a = 1, appeal = 1, b = 1\ngives area = 1", "b is not an input");
  faulty("desired_area\nK = 1, a = 1, appeal = 1\ngives size = 1", "size is not a result");
  faulty("desired_area\nK = 1, a = one\ngives area = 1", "no number");
  // A parameter that is left out is not a number, and so is what depends on it.
  faulty("source_loss\nrisk = 0.1, effort = 1e6\ngives loss = 0.1", "told 0.1");
}

}  // namespace
}  // namespace balloon::model
