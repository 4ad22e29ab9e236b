#include "io/forecast_document.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "io/csv.hpp"

namespace balloon {

namespace {

using PlainJson = nlohmann::json;

constexpr std::size_t max_bytes = 64U << 20, max_faults = 100, max_depth = 8;

const std::vector<std::string> row_keys = {"place", "year", "outcome", "mean", "quantiles"};

/// Reads the rows of one document.
class Reader {
 public:
  Reader(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

  void fault(const std::string& path, const std::string& value, const std::string& message) {
    faults_.add({file_, 0, path, printable(value), message});
  }

  ForecastRow row(const PlainJson& j, const std::string& path) {
    ForecastRow r;
    if (!keys(j, row_keys, path)) return r;
    r.place = word(j, "place", path);
    r.outcome = word(j, "outcome", path);
    const double year = number(j, "year", path, first_forecast_year, last_forecast_year);
    r.year = static_cast<int>(year);
    if (year != std::floor(year)) fault(at(path, "year"), j["year"].dump(), "not a whole number");
    r.mean = number(j, "mean", path, 0, largest_forecast);
    const auto q = j.find("quantiles");
    const auto inside = at(path, "quantiles");
    if (q == j.end() || !keys(*q, quantile_keys(), inside)) return r;
    for (std::size_t i = 0; i < r.quantiles.size(); ++i)
      r.quantiles[i] = number(*q, quantile_keys()[i], inside, 0, largest_forecast);
    for (std::size_t i = 1; i < r.quantiles.size(); ++i) {
      const auto &key = quantile_keys()[i], &before = quantile_keys()[i - 1];
      if (r.quantiles[i] < r.quantiles[i - 1] && is_number(*q, key) && is_number(*q, before))
        fault(at(inside, key), number_text(r.quantiles[i]),
              "below the quantile " + before + ", which is " + number_text(r.quantiles[i - 1]));
    }
    return r;
  }

 private:
  static std::string at(std::string path, std::string_view key) {
    path += '.';
    return path.append(key);
  }
  static bool is_number(const PlainJson& j, const std::string& key) {
    const auto found = j.find(key);
    return found != j.end() && found->is_number();
  }

  /// A fault for each key that is missing and each that is not known. False where `j` is no object.
  bool keys(const PlainJson& j, const std::vector<std::string>& wanted, const std::string& path) {
    if (!j.is_object()) {
      fault(path, j.dump(-1, ' ', false, PlainJson::error_handler_t::replace),
            "must be an object with " + word_list(wanted));
      return false;
    }
    for (const auto& key : wanted)
      if (!j.contains(key)) fault(at(path, key), "", "missing");
    for (const auto& [key, value] : j.items())
      if (std::find(wanted.begin(), wanted.end(), key) == wanted.end())
        fault(at(path, printable(key)), "",
              "unknown; a row has " + word_list(wanted) + suggestion(key, wanted));
    return true;
  }

  std::string word(const PlainJson& j, const std::string& key, const std::string& path) {
    const auto found = j.find(key);
    if (found == j.end()) return "";
    const bool fine = found->is_string() && !found->get_ref<const std::string&>().empty() &&
                      found->get_ref<const std::string&>().size() <= 80;
    if (fine) return found->get<std::string>();
    fault(at(path, key), found->dump(-1, ' ', false, PlainJson::error_handler_t::replace),
          "must be a text of 1 to 80 bytes");
    return "";
  }

  double number(const PlainJson& j, const std::string& key, const std::string& path, double low,
                double high) {
    const auto found = j.find(key);
    if (found == j.end()) return low;
    const double value = found->is_number() ? found->get<double>() : low - 1;
    if (value >= low && value <= high) return value;
    fault(at(path, key), found->dump(-1, ' ', false, PlainJson::error_handler_t::replace),
          "must be a number from " + number_text(low) + " to " + number_text(high));
    return low;
  }

  std::string file_;
  Faults& faults_;
};

}  // namespace

const std::vector<std::string>& quantile_keys() {
  static const std::vector<std::string> keys = {"0.05", "0.1", "0.25", "0.5",
                                                "0.75", "0.9", "0.95"};
  return keys;
}

std::string forecast_json(const std::vector<ForecastRow>& rows) {
  if (rows.empty()) return "[]\n";
  std::string out = "[\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& r = rows[i];
    nlohmann::ordered_json j;
    j["place"] = r.place;
    j["year"] = r.year;
    j["outcome"] = r.outcome;
    j["mean"] = r.mean;
    for (std::size_t k = 0; k < r.quantiles.size(); ++k)
      j["quantiles"][quantile_keys()[k]] = r.quantiles[k];
    out += "  " + j.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
           (i + 1 < rows.size() ? ",\n" : "\n");
  }
  return out + "]\n";
}

std::optional<std::vector<ForecastRow>> read_forecast(const std::string& file,
                                                      std::string_view text, Faults& faults) {
  Reader reader(file, faults);
  const auto before = faults.size();
  if (text.size() > max_bytes) {
    reader.fault("", std::to_string(text.size()) + " bytes", "too large; at most 64 MB are read");
    return std::nullopt;
  }
  // A key that stands twice in one object would silently win over the first.
  std::vector<std::set<std::string>> open;
  bool deep = false;
  const auto watch = [&](int depth, PlainJson::parse_event_t event, PlainJson& value) {
    deep = deep || depth > static_cast<int>(max_depth);
    if (event == PlainJson::parse_event_t::object_start) open.emplace_back();
    if (event == PlainJson::parse_event_t::object_end && !open.empty()) open.pop_back();
    if (event == PlainJson::parse_event_t::key && !open.empty() &&
        faults.size() < before + max_faults && !open.back().insert(value.get<std::string>()).second)
      reader.fault("", value.get<std::string>(), "a key stands twice in one object");
    return !deep;
  };
  const auto j = PlainJson::parse(text, watch, false);
  if (deep || j.is_discarded() || !j.is_array()) {
    reader.fault("", "", "not a forecast document: must be a JSON list of objects");
    return std::nullopt;
  }
  std::vector<ForecastRow> rows;
  std::set<std::tuple<std::string, int, std::string>> seen;
  for (std::size_t i = 0; i < j.size(); ++i) {
    if (faults.size() >= before + max_faults) {
      reader.fault("", "", "too many faults; the rest of the document was not read");
      break;
    }
    const std::string path = "[" + std::to_string(i) + "]";
    const auto faults_here = faults.size();
    auto row = reader.row(j[i], path);
    if (faults.size() == faults_here && !seen.insert({row.place, row.year, row.outcome}).second)
      reader.fault(path, row.place + " " + std::to_string(row.year) + " " + row.outcome,
                   "stands twice");
    rows.push_back(std::move(row));
  }
  if (faults.size() > before) return std::nullopt;
  return rows;
}

}  // namespace balloon
