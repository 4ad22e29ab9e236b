#include "io/measure_places.hpp"

#include <gtest/gtest.h>

namespace balloon {
namespace measure_places_test {

using measure::Index;
using Triplets = std::vector<Eigen::Triplet<double>>;

const std::vector<std::string> three = {"05001", "Cali", "Tumaco"};

std::string all_of(const Faults& faults) {
  std::string all;
  for (const auto& fault : faults.list()) {
    EXPECT_FALSE(fault.message.empty());
    EXPECT_TRUE(is_utf8(to_string(fault)));
    EXPECT_LT(to_string(fault).size(), 1000u);
    all += to_string(fault) + "\n";
  }
  return all;
}

using Notes = std::vector<std::string>;

std::optional<std::vector<measure::Point>> coordinates(std::string_view text, Faults& faults,
                                                       const CoordinateColumns& columns = {},
                                                       Notes* notes = nullptr) {
  Notes none;
  const auto table = CsvTable::parse("c.csv", text, faults);
  if (!table) return std::nullopt;
  return read_coordinates(*table, columns, three, faults, notes != nullptr ? *notes : none);
}

std::optional<Triplets> neighbours(std::string_view text, Faults& faults,
                                   const std::vector<std::string>& places = three,
                                   Notes* notes = nullptr) {
  Notes none;
  const auto table = CsvTable::parse("n.csv", text, faults);
  if (!table) return std::nullopt;
  return read_neighbours(*table, places, faults, notes != nullptr ? *notes : none);
}

/// All messages of a table of coordinates that must be refused.
std::string bad_coordinates(std::string_view text, const CoordinateColumns& columns = {}) {
  Faults faults;
  EXPECT_FALSE(coordinates(text, faults, columns)) << text;
  return all_of(faults);
}

std::string bad_neighbours(std::string_view text) {
  Faults faults;
  EXPECT_FALSE(neighbours(text, faults)) << text;
  return all_of(faults);
}

TEST(MeasureCoordinates, AreInTheOrderOfThePlaces) {
  Faults faults;
  const auto points =
      coordinates("lon,name,lat,people\n-78.75,Tumaco,1.8,x\n-75.57,05001,6.25,\n-76.5,Cali,3.4,\n",
                  faults, {"name", "lat", "lon"});
  ASSERT_TRUE(points) << all_of(faults);
  EXPECT_EQ((*points)[0].latitude, 6.25);
  EXPECT_EQ((*points)[0].longitude, -75.57);
  EXPECT_EQ((*points)[2].longitude, -78.75);
}

TEST(MeasureCoordinates, EveryFaultIsListed) {
  const std::string head = "place,latitude,longitude\n", good = "05001,6,-75\nCali,3,-76\n";
  EXPECT_EQ(bad_coordinates("place,latitud,longitude\nCali,3,-76\n"),
            "c.csv:1: latitude: the column of latitudes is missing; did you mean latitud?\n");
  EXPECT_EQ(bad_coordinates("a,b\n1,2\n", {"a", "b", "east"}),
            "c.csv:1: east: the column of longitudes is missing; the file has a, b\n");
  EXPECT_EQ(bad_coordinates(head + good, {"place", "latitude", "latitude"}),
            "c.csv:1: places, latitudes and longitudes need a column each, not place, latitude and "
            "latitude\n");
  EXPECT_EQ(bad_coordinates(head + good),
            "c.csv: place: 1 of the panel's 3 places is missing: Tumaco; give each a row\n");
  EXPECT_EQ(bad_coordinates(head + good + "Tumaco,1.8,-78\nCali,3,-76\n"),
            "c.csv:5: place: the place stands twice, first in line 3; coordinates have one row a "
            "place (found Cali)\n");
  EXPECT_EQ(bad_coordinates(head + good + "Tumaco,91,-780\nTumako,1,1\n,2,3\n"),
            "c.csv:4: latitude: outside -90 to 90 degrees (found 91)\n"
            "c.csv:4: longitude: outside -180 to 180 degrees (found -780)\n"
            "c.csv:6: place: the place is empty\n");
  EXPECT_EQ(bad_coordinates(head + good + "Tumaco,\"1,8\",\n"),
            "c.csv:4: latitude: not a number of degrees (digits with a decimal point, such as "
            "-75.57) (found 1,8)\n"
            "c.csv:4: longitude: not a number of degrees (digits with a decimal point, such as "
            "-75.57)\n");
  EXPECT_NE(bad_coordinates(head).find("3 of the panel's 3 places are missing: 05001, Cali, "),
            std::string::npos);
}

TEST(MeasureCoordinates, OtherPlacesAreSkippedUnseen) {
  const std::string head = "place,latitude,longitude\n", good = "05001,6,-75\nCali,3,-76\n";
  Faults faults;
  Notes notes;
  const auto points = coordinates(
      head + "Lima,91,\n" + good + "Quito,x,1\nTumaco,1.8,-78\nLima,0,0\n", faults, {}, &notes);
  ASSERT_TRUE(points) << all_of(faults);
  EXPECT_EQ((*points)[2].latitude, 1.8);
  EXPECT_EQ(notes, Notes{"c.csv: 3 rows not of the panel's places are skipped."});
  notes.clear();
  EXPECT_TRUE(coordinates(head + good + "Tumaco,1.8,-78\nLima,0,0\n", faults, {}, &notes));
  EXPECT_EQ(notes, Notes{"c.csv: 1 row not of the panel's places is skipped."});
  notes.clear();
  EXPECT_TRUE(coordinates(head + good + "Tumaco,1.8,-78\n", faults, {}, &notes));
  EXPECT_TRUE(notes.empty());

  // A place that is missing may be there under another name.
  EXPECT_EQ(
      bad_coordinates(head + good + "Lima,1,1\nTumako,1,1\n"),
      "c.csv: place: 1 of the panel's 3 places is missing: Tumaco; give each a row; is Tumaco "
      "the file's Tumako?\n");
  EXPECT_EQ(bad_coordinates(head + "5001,6,-75\n05002,6,-75\nCali,3,-76\nTumaco,1,1\n"),
            "c.csv: place: 1 of the panel's 3 places is missing: 05001; give each a row; is 05001 "
            "the file's 5001?\n");
  EXPECT_EQ(bad_coordinates(head + "05002,6,-75\nCali,3,-76\nTumaco,1,1\n"),
            "c.csv: place: 1 of the panel's 3 places is missing: 05001; give each a row\n");
}

TEST(MeasureCoordinates, AFileOfOtherPlacesIsOneFault) {
  std::string text = "place,latitude,longitude\n";
  for (int i = 0; i < 500; ++i) text += "other place " + std::to_string(i / 2) + ",1,1\n";
  EXPECT_EQ(bad_coordinates(text),
            "c.csv: place: none of the panel's 3 places is in the file: the panel has 05001, Cali "
            "and Tumaco; the file has other place 0, other place 1 and other place 2\n");
  EXPECT_EQ(bad_coordinates("place,latitude,longitude\nA,1,1\n"),
            "c.csv: place: none of the panel's 3 places is in the file: the panel has 05001, Cali "
            "and Tumaco; the file has A\n");
}

TEST(MeasureCoordinates, ManyFaultsOfOneKindAreCounted) {
  std::string text = "place,latitude,longitude\n";
  for (int i = 0; i < 500; ++i) text += "Cali,x,1\n";
  Faults stopped;
  EXPECT_FALSE(coordinates(text, stopped));
  EXPECT_LE(stopped.size(), 102u);
  EXPECT_EQ(stopped.list().back().message, "too many faults; the rest of the file was not read");

  std::vector<std::string> many;
  for (int i = 0; i < 30; ++i) many.push_back("P" + std::to_string(i));
  Faults missing;
  EXPECT_FALSE(neighbours("from,to\nP0,P1\n", missing, many));
  EXPECT_EQ(all_of(missing),
            "n.csv: from: 28 of the panel's 30 places are missing: P2, P3, P4, P5, P6, P7, P8, P9, "
            "P10, P11, P12, P13, ...; for one without neighbours give a row whose `to` is empty\n");
}

TEST(MeasureNeighbours, WithAndWithoutWeights) {
  Faults faults;
  const auto plain = neighbours("to,from\nCali,05001\n05001,Cali\n,Tumaco\n", faults);
  ASSERT_TRUE(plain) << all_of(faults);
  ASSERT_EQ(plain->size(), 2u);
  EXPECT_EQ((*plain)[0].row(), 0);
  EXPECT_EQ((*plain)[0].col(), 1);
  EXPECT_EQ((*plain)[1].value(), 1);
  const auto weighted = neighbours("from,to,weight\n05001,Cali,2.5\n05001,Tumaco,1e-3\n", faults);
  ASSERT_TRUE(weighted) << all_of(faults);
  EXPECT_EQ((*weighted)[0].value(), 2.5);
  EXPECT_EQ((*weighted)[1].value(), 1e-3);
  EXPECT_EQ(neighbours("from,to\n05001,\nCali,\nTumaco,\n", faults)->size(), 0u);
}

TEST(MeasureNeighbours, EveryFaultIsListed) {
  const std::string head = "from,to,weight\n", good = "05001,Cali,1\nTumaco,Cali,1\n";
  EXPECT_EQ(bad_neighbours("from,to,wieght\n05001,Cali,1\n"),
            "n.csv:1: weight: the column is missing; expected from, to, weight\n"
            "n.csv:1: wieght: unknown column; did you mean weight?\n");
  EXPECT_EQ(bad_neighbours("from,too\n05001,Cali\n"),
            "n.csv:1: to: the column is missing; expected from, to\n"
            "n.csv:1: too: unknown column; did you mean to?\n");
  EXPECT_EQ(bad_neighbours(head + good + "Kali,Cali,1\nCali,Cali,1\n"),
            "n.csv:5: to: a place cannot be its own neighbour (found Cali)\n");
  EXPECT_EQ(bad_neighbours(head + good + "05001,Cali,3\n,Cali,1\n"),
            "n.csv:4: to: the pair stands twice, first in line 2; the other direction has from and "
            "to exchanged (found Cali)\n"
            "n.csv:5: from: the place is empty\n");
  EXPECT_EQ(
      bad_neighbours(head + good + "Cali,05001,0\nCali,Tumaco,x\n"),
      "n.csv:4: weight: must be greater than 0 and at most 1e100; leave out the row of a pair "
      "that is not linked (found 0)\n"
      "n.csv:5: weight: not a number (digits with a decimal point) (found x)\n");
  EXPECT_EQ(bad_neighbours(head + good + "05001,,\nCali,,2\nCali,05001,1\nCali,,\n"),
            "n.csv:4: to: empty, which says that 05001 has no neighbours, but other rows give it "
            "some\n"
            "n.csv:5: weight: a weight without a neighbour; name it in `to`, or leave both empty "
            "(found 2)\n"
            "n.csv:6: to: line 5 says that Cali has no neighbours (found 05001)\n"
            "n.csv:7: from: line 5 has said so already (found Cali)\n");
}

TEST(MeasureNeighbours, RowsOfOtherPlacesAreSkipped) {
  Faults faults;
  Notes notes;
  const auto entries = neighbours(
      "from,to,weight\n05001,Cali,2\nLima,Cali,x\nLima,,\nLima,Quito,1\nTumaco,Quito,0\n", faults,
      three, &notes);
  ASSERT_TRUE(entries) << all_of(faults);
  ASSERT_EQ(entries->size(), 1u);
  EXPECT_EQ(notes, Notes{"n.csv: 4 rows not of the panel's places are skipped."});

  EXPECT_EQ(bad_neighbours("from,to\nLima,Quito\nQuito,Lima\nLima,Puno\n"),
            "n.csv: from: none of the panel's 3 places is in the file: the panel has 05001, Cali "
            "and Tumaco; the file has Lima, Quito and Puno\n");
  EXPECT_EQ(bad_neighbours("from,to\n05001,Lima\n,Lima\nCali,05001\n"),
            "n.csv:3: from: the place is empty\n"
            "n.csv: from: 1 of the panel's 3 places is missing: Tumaco; for one without neighbours "
            "give a row whose `to` is empty\n");
  EXPECT_EQ(bad_neighbours("from,to\n05001,Lima\n05001,\nCali,Tumaco\n"),
            "n.csv:3: to: empty, which says that 05001 has no neighbours, but other rows give it "
            "some\n");
}

TEST(MeasureWeightChoice, EveryForm) {
  const auto parse = [](std::string_view text) {
    std::string problem;
    const auto choice = parse_weights(text, problem);
    EXPECT_TRUE(choice) << text << ": " << problem;
    EXPECT_EQ(problem, "");
    return choice.value_or(WeightChoice{});
  };
  using Kind = WeightChoice::Kind;
  EXPECT_EQ(parse("queen").kind, Kind::queen);
  EXPECT_EQ(parse("queen").order, 1);
  EXPECT_EQ(parse("rook:2").kind, Kind::rook);
  EXPECT_EQ(parse("rook:2").order, 2);
  EXPECT_EQ(parse("knn:5").kind, Kind::nearest);
  EXPECT_EQ(parse("knn:5").neighbours, 5);
  EXPECT_EQ(parse("band:50.5km").kind, Kind::band);
  EXPECT_EQ(parse("band:50.5km").km, 50.5);
  EXPECT_EQ(parse("inverse:200km").kind, Kind::inverse);
  EXPECT_EQ(parse("inverse:200km").power, 1);
  EXPECT_EQ(parse("inverse:200km:2").power, 2);
  EXPECT_EQ(parse("given").kind, Kind::given);
  EXPECT_EQ(parse("inverse:200km:2").text, "inverse:200km:2");
}

TEST(MeasureWeightChoice, SaysWhatWouldBeRight) {
  const std::string forms =
      "queen, rook, queen:2, rook:2, knn:5, band:50km, inverse:200km, inverse:200km:2 or given";
  const std::string order = "the order must be a whole number from 1 to 10, such as ";
  const std::string count = "a whole number of neighbours from 1 to 1000, such as knn:5";
  const std::string unit = "the distance must end in its unit, km, such as ";
  const std::string distance =
      "the distance must be a number above 0 and at most 20016 before km, such as ";
  const std::string power =
      "the power must be a number above 0 and at most 10, such as inverse:200km:2";
  const std::pair<const char*, std::string> cases[] = {
      {"", "is empty; write " + forms},
      {"quen:2", "unknown weights; write " + forms + "; did you mean queen?"},
      {"Rook", "unknown weights; write " + forms + "; did you mean rook?"},
      {"economic", "unknown weights; write " + forms},
      {"queen:0", order + "queen:2"},
      {"rook:1.5", order + "rook:2"},
      {"rook:", order + "rook:2"},
      {"queen:11", order + "queen:2"},
      {"queen:1:2", "too many parts; write queen or queen:2"},
      {"knn", "knn needs " + count},
      {"knn:x", "knn must have " + count},
      {"knn:1001", "knn must have " + count},
      {"knn:5:1", "too many parts; write knn:5"},
      {"band", "band needs a distance in km, such as band:50km"},
      {"band:50", unit + "band:50km"},
      {"inverse:50mi", unit + "inverse:50km"},
      {"band:-5km", distance + "band:50km"},
      {"band:km", distance + "band:50km"},
      {"inverse:30000km", distance + "inverse:50km"},
      {"band:5km:2", "too many parts; write band:50km"},
      {"inverse:5km:0", power},
      {"inverse:5km:11", power},
      {"inverse:5km:", power},
      {"given:1", "too many parts; write given"},
  };
  for (const auto& [text, expected] : cases) {
    std::string problem;
    EXPECT_FALSE(parse_weights(text, problem)) << text;
    EXPECT_EQ(problem, expected) << text;
  }
}

WeightChoice choice(std::string_view text) {
  std::string problem;
  return parse_weights(text, problem).value_or(WeightChoice{});
}

TEST(MeasureMakeWeights, OfEveryKind) {
  Places places;
  places.keys = {"a", "b", "c"};
  places.points = {{{0, 0}, {0, 1}, {0, 3}}};
  const auto square = [](double x) {
    return measure::Outline{{{{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}, {x, 0}}}};
  };
  places.outlines = {square(0), square(1), square(2)};
  places.entries = Triplets{{0, 1, 2.0}};
  const std::pair<const char*, Index> cases[] = {
      {"queen", 4},      {"rook", 4},          {"rook:2", 6},          {"knn:2", 6}, {"knn:1", 3},
      {"band:150km", 2}, {"inverse:250km", 4}, {"inverse:400km:2", 6}, {"given", 1}};
  for (const auto& [text, links] : cases) {
    Faults faults;
    const auto weights = make_weights(choice(text), places, faults);
    ASSERT_TRUE(weights) << text << all_of(faults);
    EXPECT_EQ(weights->matrix.nonZeros(), links) << text;
    EXPECT_EQ(weights->matrix.rows(), 3) << text;
  }
  Faults faults;
  EXPECT_FALSE(make_weights(choice("knn:3"), places, faults));
  EXPECT_EQ(all_of(faults),
            "--weights: 3 neighbours need at least 4 places; there are 3 (found "
            "knn:3)\n");
  places.points->pop_back();
  EXPECT_THROW(make_weights(choice("band:1km"), places, faults), std::invalid_argument);
}

TEST(MeasureMakeWeights, NamesTheOptionThatIsMissing) {
  const std::pair<const char*, const char*> cases[] = {
      {"queen",
       "--weights: these weights need the outlines of places: give --polygons FILE (found "
       "queen)\n"},
      {"rook:2",
       "--weights: these weights need the outlines of places: give --polygons FILE (found "
       "rook:2)\n"},
      {"knn:5",
       "--weights: these weights need the coordinates of places: give --coordinates FILE "
       "(found knn:5)\n"},
      {"band:5km",
       "--weights: these weights need the coordinates of places: give --coordinates "
       "FILE (found band:5km)\n"},
      {"inverse:5km",
       "--weights: these weights need the coordinates of places: give --coordinates "
       "FILE (found inverse:5km)\n"},
      {"given",
       "--weights: these weights need a list of neighbours: give --neighbours FILE (found "
       "given)\n"}};
  for (const auto& [text, expected] : cases) {
    Faults faults;
    EXPECT_FALSE(make_weights(choice(text), {three, {}, {}, {}}, faults));
    EXPECT_EQ(all_of(faults), expected);
  }
}

TEST(MeasureMakeWeights, TooManyLinksAreAFault) {
  const measure::Outline square{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}};
  Places places;
  places.keys.resize(4600);
  places.outlines = std::vector<measure::Outline>(4600, square);
  Faults faults;
  EXPECT_FALSE(make_weights(choice("queen"), places, faults));
  EXPECT_EQ(all_of(faults),
            "--weights: more than 20,000,000 links; choose a shorter distance or a "
            "lower order (found queen)\n");
}

}  // namespace measure_places_test
}  // namespace balloon
