#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <set>

#include "io/measure_places.hpp"
#include "io/place_match.hpp"

namespace balloon {

namespace {

using Json = nlohmann::json;
using Event = Json::parse_event_t;

constexpr int max_depth = 32;  // brackets within brackets; a polygon needs 8

std::string short_text(const Json& j) {
  return printable(j.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// The text of a member that is one, else "".
std::string word_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// Features are read and dropped as the parser ends each, so that one is held at a time.
class PolygonReader {
 public:
  PolygonReader(const std::string& file, const std::string& property,
                const std::vector<std::string>& places, Faults& faults)
      : match_(file, places, faults), property_(property), outlines_(places.size()) {}

  std::optional<std::vector<measure::Outline>> read(std::string_view text,
                                                    std::vector<std::string>& notes) {
    if (text.empty()) return refuse(0, "", "the file is empty; it must hold a FeatureCollection");
    if (text.size() > max_polygon_bytes)
      return refuse(0, fmt::format("{} bytes", text.size()),
                    "the file is too large; at most 256 MB are read (simplify the polygons)");
    const auto watch = [this](int depth, Event event, Json& value) {
      return take(depth, event, value);
    };
    Json root;
    try {
      root = Json::parse(text, watch);
    } catch (const Json::parse_error& e) {
      const auto before = text.substr(0, e.byte == 0 ? 0 : e.byte - 1);
      return refuse(1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), "",
                    "not valid JSON: " + reason(e));
    } catch (const Json::exception& e) {  // a number too large
      return refuse(0, "", "not valid JSON: " + reason(e));
    }
    if (stopped_) return std::nullopt;
    if (!root.is_object() || word_of(root, "type") != "FeatureCollection" ||
        !root.contains("features") || !root["features"].is_array())
      return refuse(
          0, root.is_object() ? word_of(root, "type") : "",
          "must be an object with \"type\": \"FeatureCollection\" and a list \"features\"");
    report_lacking();
    if (!match_.finish("features", "give each a feature")) return std::nullopt;
    match_.note_skipped("feature", "features", notes);
    return std::move(outlines_);
  }

 private:
  std::nullopt_t refuse(int line, std::string_view value, std::string message) {
    match_.fault(line, "", value, std::move(message));
    return std::nullopt;
  }

  /// What an exception of the parser says, without its class and place.
  static std::string reason(const std::exception& e) {
    std::string_view what = e.what();
    for (const std::string_view mark : {"] ", ": "})
      if (const auto at = what.find(mark); at != std::string_view::npos)
        what.remove_prefix(at + mark.size());
    return printable(what, 200);
  }

  bool take(int depth, Event event, Json& value) {
    if (stopped_) return false;
    if (depth > max_depth) return stop("nested more than 32 deep");
    if (match_.full()) return stop("too many faults; the rest of the file was not read");
    if (event == Event::object_start) {
      keys_.resize(static_cast<std::size_t>(depth) + 1);
      keys_.back().clear();
    }
    if (event == Event::key) {
      const auto& key = value.get_ref<const std::string&>();
      // A key that stands twice in one object would silently win over the first.
      if (!keys_[static_cast<std::size_t>(depth) - 1].insert(key).second)
        match_.fault(0, depth == 1 ? "" : feature_path(), key, "a key stands twice in one object");
      if (depth != 1) return true;
      top_key_ = key;
      listed_ = false;
      return key == "type" || key == "features";
    }
    if (event == Event::array_start && depth == 1) listed_ = top_key_ == "features";
    const bool ends =
        event == Event::object_end || event == Event::array_end || event == Event::value;
    if (depth != 2 || !ends || !listed_) return true;
    feature(value);
    ++count_;
    return false;
  }

  bool stop(std::string message) {
    stopped_ = true;
    match_.fault(0, feature_path(), "", std::move(message));
    return false;
  }

  std::string feature_path() const { return fmt::format("features[{}]", count_); }

  void feature(const Json& j) {
    const auto path = feature_path();
    if (!j.is_object() || word_of(j, "type") != "Feature")
      return match_.fault(0, path, short_text(j), "must be an object with \"type\": \"Feature\"");
    std::optional<std::size_t> place;
    if (const auto key = key_of(j, path)) {
      if (match_.stranger(*key)) return match_.skip();
      place = match_.find(*key, 0, key_path(path));
    }
    const auto geometry = j.find("geometry");
    measure::Outline outline;
    if (geometry == j.end() || !geometry->is_object())
      match_.fault(0, path + ".geometry", geometry == j.end() ? "" : short_text(*geometry),
                   "the feature has no polygon");
    else
      read_geometry(*geometry, path + ".geometry", outline);
    if (place &&
        match_.once(*place, 0, path, path, "put its parts into one feature, a MultiPolygon"))
      outlines_[*place] = std::move(outline);
  }

  std::string key_path(const std::string& path) const {
    return fmt::format("{}.properties.{}", path, printable(property_));
  }

  std::optional<std::string> key_of(const Json& j, const std::string& path) {
    const auto properties = j.find("properties");
    const bool has = properties != j.end() && properties->is_object();
    if (!has || !properties->contains(property_)) {
      if (lacking_++ == 0) {
        lacking_path_ = path + ".properties";
        if (has)
          for (const auto& [key, value] : properties->items()) lacking_has_.push_back(key);
      }
      return std::nullopt;
    }
    const auto& key = (*properties)[property_];
    if (key.is_string()) return key.get<std::string>();
    if (key.is_number_integer()) return key.dump();
    match_.fault(0, key_path(path), short_text(key),
                 "must be a text or a whole number, the key of a place");
    return std::nullopt;
  }

  /// A property that was named wrongly is lacking everywhere, so it is one fault.
  void report_lacking() {
    if (lacking_ == 0) return;
    std::vector<std::string> names;
    for (const auto& name : lacking_has_) names.push_back(printable(name));
    match_.fault(
        0, lacking_path_, "",
        fmt::format("{} lack{} the property {}; this one has {}{}",
                    lacking_ == 1 ? "1 feature" : fmt::format("{} features", lacking_),
                    lacking_ == 1 ? "s" : "", printable(property_),
                    names.empty() ? "none" : word_list(names), suggestion(property_, names)));
  }

  void read_geometry(const Json& j, const std::string& path, measure::Outline& outline) {
    const auto type = word_of(j, "type");
    if (type != "Polygon" && type != "MultiPolygon")
      return match_.fault(0, path + ".type", type, "must be Polygon or MultiPolygon");
    const auto found = j.find("coordinates");
    const auto inside = path + ".coordinates";
    if (found == j.end()) return match_.fault(0, inside, "", "missing");
    if (type == "Polygon") return read_polygon(*found, inside, outline);
    if (!is_list(*found, inside, "a list of polygons")) return;
    for (std::size_t i = 0; i < found->size(); ++i)
      read_polygon((*found)[i], fmt::format("{}[{}]", inside, i), outline);
  }

  void read_polygon(const Json& j, const std::string& path, measure::Outline& outline) {
    if (!is_list(j, path, "a list of rings")) return;
    for (std::size_t i = 0; i < j.size() && !match_.full(); ++i) {
      const auto inside = fmt::format("{}[{}]", path, i);
      if (is_list(j[i], inside, "a list of positions")) read_ring(j[i], inside, outline);
    }
  }

  bool is_list(const Json& j, const std::string& path, const char* what) {
    if (j.is_array() && !j.empty()) return true;
    match_.fault(0, path, short_text(j), fmt::format("must be {}, not empty", what));
    return false;
  }

  void read_ring(const Json& j, const std::string& path, measure::Outline& outline) {
    std::vector<std::array<double, 2>> ring;
    ring.reserve(j.size());
    for (std::size_t i = 0; i < j.size(); ++i) {
      const auto& at = j[i];
      const auto fault = [&](const char* message) {
        match_.fault(0, fmt::format("{}[{}]", path, i), short_text(at), message);
      };
      if (!at.is_array() || at.size() < 2 || at.size() > 4 ||
          !std::all_of(at.begin(), at.end(), [](const Json& x) { return x.is_number(); }))
        return fault("must be a position, [longitude, latitude]");
      const std::array<double, 2> position{at[0].get<double>(), at[1].get<double>()};
      if (position[0] < -180 || position[0] > 180 || position[1] < -90 || position[1] > 90)
        return fault(
            "outside longitudes -180 to 180 and latitudes -90 to 90; positions are in degrees "
            "(WGS 84), longitude first");
      ring.push_back(position);
    }
    if (ring.size() < 4)
      return match_.fault(0, path, fmt::format("{} positions", ring.size()),
                          "a ring needs at least 4 positions, the last equal to the first");
    if (ring.front() != ring.back())
      return match_.fault(0, path, short_text(j.back()),
                          "the ring is not closed: its last position must equal its first, " +
                              short_text(j.front()));
    outline.rings.push_back(std::move(ring));
  }

  PlaceMatch match_;
  const std::string& property_;
  std::vector<measure::Outline> outlines_;
  std::vector<std::set<std::string>> keys_;  ///< of the open objects, by depth
  std::string top_key_;                      ///< of the outermost object, the one being read
  bool listed_ = false;                      ///< inside the list of features
  std::size_t count_ = 0;                    ///< features that were read
  bool stopped_ = false;
  std::size_t lacking_ = 0;  ///< features without the property
  std::string lacking_path_;
  std::vector<std::string> lacking_has_;  ///< properties of the first of them
};

}  // namespace

std::optional<std::vector<measure::Outline>> read_polygons(
    const std::string& file, std::string_view text, const std::string& property,
    const std::vector<std::string>& places, Faults& faults, std::vector<std::string>& notes) {
  return PolygonReader(file, property, places, faults).read(text, notes);
}

}  // namespace balloon
