#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "io/measure_places.hpp"

namespace balloon {

namespace {

using Kind = WeightChoice::Kind;

constexpr int most_order = 10, most_neighbours = 1000;
constexpr double most_km = 20016, most_power = 10;

const std::vector<std::string> kinds = {"queen", "rook", "knn", "band", "inverse", "given"};
constexpr const char* forms =
    "queen, rook, queen:2, rook:2, knn:5, band:50km, inverse:200km, inverse:200km:2 or given";

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(':');
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

/// A whole number in [1, high]; 0 for anything else.
int whole(std::string_view text, int high) {
  const auto value = parse_number(text);
  if (!value || *value < 1 || *value > high || *value != std::floor(*value)) return 0;
  return static_cast<int>(*value);
}

std::string read_order(const std::vector<std::string_view>& parts, WeightChoice& choice) {
  if (parts.size() == 1) return "";
  choice.order = whole(parts[1], most_order);
  if (choice.order > 0) return "";
  return fmt::format("the order must be a whole number from 1 to {}, such as {}:2", most_order,
                     parts[0]);
}

std::string read_count(const std::vector<std::string_view>& parts, WeightChoice& choice) {
  if (parts.size() > 1) choice.neighbours = whole(parts[1], most_neighbours);
  if (choice.neighbours > 0) return "";
  return fmt::format("{} a whole number of neighbours from 1 to {}, such as knn:5",
                     parts.size() == 1 ? "knn needs" : "knn must have", most_neighbours);
}

std::string read_distance(const std::vector<std::string_view>& parts, WeightChoice& choice) {
  if (parts.size() == 1)
    return fmt::format("{} needs a distance in km, such as {}:50km", parts[0], parts[0]);
  auto number = parts[1];
  if (!number.ends_with("km"))
    return fmt::format("the distance must end in its unit, km, such as {}:50km", parts[0]);
  number.remove_suffix(2);
  const auto km = parse_number(number);
  if (!km || *km <= 0 || *km > most_km)
    return fmt::format(
        "the distance must be a number above 0 and at most {} before km, such as "
        "{}:50km",
        most_km, parts[0]);
  choice.km = *km;
  if (parts.size() == 2) return "";
  const auto power = parse_number(parts[2]);
  if (!power || *power <= 0 || *power > most_power)
    return fmt::format(
        "the power must be a number above 0 and at most {}, such as "
        "inverse:200km:2",
        most_power);
  choice.power = *power;
  return "";
}

/// A fault of the option, which has no file.
std::nullopt_t refuse(const WeightChoice& choice, std::string message, Faults& faults) {
  faults.add({"", 0, "--weights", printable(choice.text), std::move(message)});
  return std::nullopt;
}

std::optional<measure::Weights> make(const WeightChoice& choice, const Places& places,
                                     Faults& faults) {
  const auto count = places.keys.size();
  const auto check = [&](std::size_t found) {
    if (found != count)
      throw std::invalid_argument("places and their ingredients differ in number");
  };
  const auto lacks = [&](const char* what) {
    return refuse(choice, std::string("these weights need ") + what, faults);
  };
  switch (choice.kind) {
    case Kind::queen:
    case Kind::rook: {
      if (!places.outlines) return lacks("the outlines of places: give --polygons FILE");
      check(places.outlines->size());
      return measure::higher_order(
          measure::contiguity(*places.outlines, choice.kind == Kind::queen), choice.order);
    }
    case Kind::nearest:
    case Kind::band:
    case Kind::inverse: {
      if (!places.points) return lacks("the coordinates of places: give --coordinates FILE");
      check(places.points->size());
      if (choice.kind == Kind::band) return measure::distance_band(*places.points, choice.km);
      if (choice.kind == Kind::inverse)
        return measure::inverse_distance(*places.points, choice.km, choice.power);
      const auto wanted = static_cast<std::size_t>(choice.neighbours);
      if (wanted < count) return measure::nearest_places(*places.points, choice.neighbours);
      return refuse(choice,
                    fmt::format("{} neighbours need at least {} places; there {} {}", wanted,
                                wanted + 1, count == 1 ? "is" : "are", count),
                    faults);
    }
    case Kind::given:
      if (!places.entries) return lacks("a list of neighbours: give --neighbours FILE");
      return measure::given(static_cast<measure::Index>(count), *places.entries);
  }
  return std::nullopt;
}

}  // namespace

std::optional<WeightChoice> parse_weights(std::string_view text, std::string& problem) {
  const auto parts = parts_of(text);
  WeightChoice choice;
  choice.text = text;
  if (text.empty()) {
    problem = fmt::format("is empty; write {}", forms);
    return std::nullopt;
  }
  std::size_t kind = 0;
  while (kind < kinds.size() && kinds[kind] != parts[0]) ++kind;
  if (kind == kinds.size()) {
    problem = fmt::format("unknown weights; write {}{}", forms, suggestion(parts[0], kinds));
    return std::nullopt;
  }
  choice.kind = static_cast<Kind>(kind);
  constexpr std::size_t most_parts[] = {2, 2, 2, 2, 3, 1};
  if (parts.size() > most_parts[kind]) {
    constexpr const char* examples[] = {"queen or queen:2",
                                        "rook or rook:2",
                                        "knn:5",
                                        "band:50km",
                                        "inverse:200km or inverse:200km:2",
                                        "given"};
    problem = fmt::format("too many parts; write {}", examples[kind]);
    return std::nullopt;
  }
  switch (choice.kind) {
    case Kind::queen:
    case Kind::rook:
      problem = read_order(parts, choice);
      break;
    case Kind::nearest:
      problem = read_count(parts, choice);
      break;
    case Kind::band:
    case Kind::inverse:
      problem = read_distance(parts, choice);
      break;
    case Kind::given:
      problem.clear();
      break;
  }
  if (!problem.empty()) return std::nullopt;
  return choice;
}

std::optional<measure::Weights> make_weights(const WeightChoice& choice, const Places& places,
                                             Faults& faults) {
  try {
    return make(choice, places, faults);
  } catch (const std::length_error&) {
    return refuse(choice, "more than 20,000,000 links; choose a shorter distance or a lower order",
                  faults);
  }
}

}  // namespace balloon
