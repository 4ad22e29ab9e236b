#include <gtest/gtest.h>

#include <memory>

#include "io/measure_places.hpp"

namespace balloon {
namespace measure_polygons_test {

const std::vector<std::string> two = {"5001", "Cali"};
const std::string square = "[[0,0],[1,0],[1,1.5,200],[0,1],[0,0]]";

std::string polygon(const std::string& coordinates = "[" + square + "]") {
  return R"({"type":"Polygon","coordinates":)" + coordinates + "}";
}

std::string feature(const std::string& code, const std::string& geometry = polygon()) {
  return R"({"type":"Feature","properties":{"name":"x","code":)" + code + R"(},"geometry":)" +
         geometry + "}";
}

std::string collection(const std::string& features) {
  return "{\"type\":\"FeatureCollection\",\n\"crs\":{\"type\":[1,{\"features\":[1]}]},\n"
         "\"features\":[" +
         features + "]}\n";
}

std::optional<std::vector<measure::Outline>> polygons(std::string_view text, Faults& faults,
                                                      const std::string& property = "code",
                                                      std::vector<std::string>* notes = nullptr) {
  std::vector<std::string> none;
  return read_polygons("p.json", text, property, two, faults, notes != nullptr ? *notes : none);
}

/// All messages of a text that must be refused.
std::string refusal(std::string_view text, const std::string& property = "code") {
  Faults faults;
  EXPECT_FALSE(polygons(text, faults, property)) << text.substr(0, 200);
  EXPECT_FALSE(faults.empty());
  std::string all;
  for (const auto& fault : faults.list()) {
    EXPECT_TRUE(is_utf8(to_string(fault)));
    EXPECT_LT(to_string(fault).size(), 1000u);
    all += to_string(fault) + "\n";
  }
  return all;
}

/// The same for a collection in which `other` takes the place of the second feature.
std::string spoiled(const std::string& other) {
  return refusal(collection(feature("5001") + "," + other));
}

TEST(MeasurePolygons, TextsAndWholeNumbersNamePlaces) {
  const auto parts = R"({"coordinates":[[)" + square + "," + square + "],[" + square +
                     R"(]],"type":"MultiPolygon"})";
  Faults faults;
  const auto outlines =
      polygons(collection(feature("\"Cali\"", parts) + "," + feature("5001")), faults);
  ASSERT_TRUE(outlines) << to_string(faults.list().front());
  ASSERT_EQ((*outlines)[0].rings.size(), 1u);
  EXPECT_EQ((*outlines)[1].rings.size(), 3u);
  EXPECT_EQ((*outlines)[0].rings[0].size(), 5u);
  EXPECT_EQ((*outlines)[0].rings[0][2], (std::array<double, 2>{1, 1.5}));
}

TEST(MeasurePolygons, KeysMayComeInAnyOrderAfterAByteOrderMark) {
  const auto text = "\xef\xbb\xbf{\"features\":[" +
                    (R"({"geometry":)" + polygon() +
                     R"(,"properties":{"code":"Cali"},"id":7,"type":"Feature"})") +
                    "," + feature("\"5001\"") + "],\"type\":\"FeatureCollection\"}";
  Faults faults;
  EXPECT_TRUE(polygons(text, faults)) << to_string(faults.list().front());
}

TEST(MeasurePolygons, RefusesWhatIsNoCollection) {
  const std::string wanted =
      "must be an object with \"type\": \"FeatureCollection\" and a list \"features\"";
  EXPECT_EQ(refusal(""), "p.json: the file is empty; it must hold a FeatureCollection\n");
  EXPECT_EQ(refusal("[]"), "p.json: " + wanted + "\n");
  EXPECT_EQ(refusal("{\"type\":\"Topology\",\"features\":[]}"),
            "p.json: " + wanted + " (found Topology)\n");
  EXPECT_EQ(refusal("{\"type\":\"FeatureCollection\",\"features\":{\"a\":1}}"),
            "p.json: " + wanted + " (found FeatureCollection)\n");
  EXPECT_EQ(refusal("{\"type\":\"FeatureCollection\"}"),
            "p.json: " + wanted + " (found FeatureCollection)\n");
  EXPECT_EQ(refusal("{\"type\":7,\"features\":[]}"), "p.json: " + wanted + "\n");
}

TEST(MeasurePolygons, NamesTheLineOfBadJson) {
  EXPECT_EQ(refusal("{\"type\":\n\"FeatureCollection\",\n\"features\":[}").substr(0, 53),
            "p.json:3: not valid JSON: syntax error while parsing ");
  EXPECT_NE(refusal("{\"features\":[1e999]}").find("p.json: not valid JSON: "), std::string::npos);
  EXPECT_NE(refusal("{\"a\":\"\xff\"}").find("p.json:1: not valid JSON: "), std::string::npos);
  EXPECT_NE(refusal(collection(feature("5001")) + "x").find("p.json:4: not valid JSON: "),
            std::string::npos);
  EXPECT_NE(refusal(collection(std::string(40, '[') + std::string(40, ']')))
                .find("p.json: features[0]: nested more than 32 deep"),
            std::string::npos);
  const auto large = std::make_unique_for_overwrite<char[]>(max_polygon_bytes + 1);
  EXPECT_EQ(refusal(std::string_view(large.get(), max_polygon_bytes + 1)),
            "p.json: the file is too large; at most 256 MB are read (simplify the polygons) (found "
            "268435457 bytes)\n");
}

TEST(MeasurePolygons, MatchesPlaces) {
  const std::string missing =
      "p.json: features: 1 of the panel's 2 places is missing: Cali; give each a feature\n";
  EXPECT_EQ(refusal(collection(feature("5001"))), missing);
  EXPECT_EQ(spoiled(feature("\"Kali\"")),
            missing.substr(0, missing.size() - 1) + "; is Cali the file's Kali?\n");
  EXPECT_EQ(refusal(collection(feature("\"05001\"") + "," + feature("\"Lima\""))),
            "p.json: features: none of the panel's 2 places is in the file: the panel has 5001 and "
            "Cali; the file has 05001 and Lima\n");
  EXPECT_EQ(spoiled(feature("\"\"")),
            "p.json: features[1].properties.code: the place is empty\n" + missing);
  EXPECT_EQ(spoiled(feature("5001.0")),
            "p.json: features[1].properties.code: must be a text or a whole number, the key of a "
            "place (found 5001.0)\n" +
                missing);
  EXPECT_EQ(spoiled(feature("\"Cali\"") + "," + feature("\"5001\"")),
            "p.json: features[2]: the place stands twice, first in features[0]; put its parts into "
            "one feature, a MultiPolygon (found 5001)\n");
  const std::string all_missing =
      "p.json: features: 2 of the panel's 2 places are missing: 5001, Cali; give each a feature\n";
  EXPECT_EQ(refusal(collection(feature("5001") + "," + feature("5001")), "Code"),
            "p.json: features[0].properties: 2 features lack the property Code; this one has code, "
            "name; did you mean code?\n" +
                all_missing);
  EXPECT_EQ(
      refusal(collection(R"({"type":"Feature","properties":null,"geometry":)" + polygon() + "}")),
      "p.json: features[0].properties: 1 feature lacks the property code; this one has none\n" +
          all_missing);
}

TEST(MeasurePolygons, OtherPlacesAreSkippedUnseen) {
  Faults faults;
  std::vector<std::string> notes;
  const auto outlines = polygons(
      collection(feature("5001") + "," + feature("\"Lima\"", "null") + "," + feature("\"Cali\"") +
                 "," + feature("7", polygon("[]")) + "," + feature("7")),
      faults, "code", &notes);
  ASSERT_TRUE(outlines) << to_string(faults.list().front());
  EXPECT_EQ((*outlines)[1].rings.size(), 1u);
  EXPECT_EQ(notes,
            std::vector<std::string>{"p.json: 3 features not of the panel's places are skipped."});
}

TEST(MeasurePolygons, LooksAtEveryRing) {
  const auto ring = [](const std::string& positions) {
    return spoiled(feature("\"Cali\"", polygon("[" + square + "," + positions + "]")));
  };
  const std::string at = "p.json: features[1].geometry.coordinates[1]";
  const std::string beyond =
      ": outside longitudes -180 to 180 and latitudes -90 to 90; positions are in degrees (WGS "
      "84), "
      "longitude first (found ";
  const std::string no_position = ": must be a position, [longitude, latitude] (found ";
  EXPECT_EQ(ring("[[0,0],[1,0],[0,0]]"),
            at + ": a ring needs at least 4 positions, the last equal to the first (found 3 "
                 "positions)\n");
  EXPECT_EQ(ring("[[0,0],[1,0],[1,1],[0,1]]"),
            at + ": the ring is not closed: its last position must equal its first, [0,0] (found "
                 "[0,1])\n");
  EXPECT_EQ(ring("[[0,0],[1043251.2,0],[1,1],[0,0]]"), at + "[1]" + beyond + "[1043251.2,0])\n");
  EXPECT_EQ(ring("[[0,0],[1,0],[1,-91],[0,0]]"), at + "[2]" + beyond + "[1,-91])\n");
  EXPECT_EQ(ring("[[0,0],[1],[1,1],[0,0]]"), at + "[1]" + no_position + "[1])\n");
  EXPECT_EQ(ring("[[0,0],[1,\"0\"],[1,1],[0,0]]"), at + "[1]" + no_position + "[1,\"0\"])\n");
  EXPECT_EQ(ring("[[0,0],7,[1,1],[0,0]]"), at + "[1]" + no_position + "7)\n");
  EXPECT_EQ(ring("[]"), at + ": must be a list of positions, not empty (found [])\n");
  EXPECT_EQ(ring("8"), at + ": must be a list of positions, not empty (found 8)\n");
}

TEST(MeasurePolygons, LooksAtEveryFeature) {
  const auto geometry = [](const std::string& text) { return spoiled(feature("\"Cali\"", text)); };
  const std::string at = "p.json: features[1]";
  EXPECT_EQ(geometry("null"), at + ".geometry: the feature has no polygon (found null)\n");
  EXPECT_EQ(geometry(R"({"type":"Point","coordinates":[1,2]})"),
            at + ".geometry.type: must be Polygon or MultiPolygon (found Point)\n");
  EXPECT_EQ(geometry(R"({"type":"Polygon"})"), at + ".geometry.coordinates: missing\n");
  EXPECT_EQ(geometry(R"({"type":"MultiPolygon","coordinates":[]})"),
            at + ".geometry.coordinates: must be a list of polygons, not empty (found [])\n");
  EXPECT_EQ(geometry(polygon("[]")),
            at + ".geometry.coordinates: must be a list of rings, not empty (found [])\n");
  const std::string missing =
      "p.json: features: 1 of the panel's 2 places is missing: Cali; give each a feature\n";
  const std::string wanted = ": must be an object with \"type\": \"Feature\" (found ";
  EXPECT_EQ(spoiled("7"), at + wanted + "7)\n" + missing);
  EXPECT_EQ(spoiled("[[1]]"), at + wanted + "[[1]])\n" + missing);
  EXPECT_EQ(spoiled("{\"type\":\"Point\"}"), at + wanted + "{\"type\":\"Point\"})\n" + missing);
  EXPECT_EQ(spoiled(R"({"type":"Feature","properties":{"code":"Cali","code":"x"},"geometry":)" +
                    polygon() + "}"),
            at + ": a key stands twice in one object (found code)\n" + missing);
  EXPECT_NE(refusal("{\"type\":\"FeatureCollection\",\"features\":[],\"features\":[" +
                    feature("5001") + "]}")
                .find("p.json: a key stands twice in one object (found features)"),
            std::string::npos);
}

TEST(MeasurePolygons, StopsAtTooManyFaults) {
  std::string features = feature("5001");
  for (int i = 0; i < 500; ++i) features += ",7";
  Faults faults;
  EXPECT_FALSE(polygons(collection(features), faults));
  EXPECT_EQ(faults.size(), 101u);
  EXPECT_EQ(faults.list().back().message, "too many faults; the rest of the file was not read");
}

}  // namespace measure_polygons_test
}  // namespace balloon
