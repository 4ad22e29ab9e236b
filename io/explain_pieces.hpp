// Finished pieces of an explanation on disk, so that an interrupted run goes on where it was.
//
// A text file: a line with the key of the run, then one line a piece: stage, number, count, the
// numbers in the shortest form that reads back to the same value, and a full stop.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "decision/explain_work.hpp"
#include "io/explain_study.hpp"

namespace balloon {

/// What the numbers hang on: policies, data, draws, the question, sizes of the designs, the
/// program. Threads, lanes and which methods were asked for are not in it.
std::uint64_t explain_key(const ExplainStudy& study);

class ExplainPieces : public decision::PieceStore {
 public:
  static constexpr const char* file_name = "explain-pieces.txt";

  /// Whether a folder holds pieces of the run with this key.
  static bool holds(const std::string& folder, std::uint64_t key);

  /// Opens the file in a folder (made where it is missing), reading what it has of this key and
  /// dropping everything else. Empty, or what went wrong.
  std::string open(const std::string& folder, std::uint64_t key);

  const std::vector<double>* find(const std::string& stage, std::size_t piece) const override;
  void keep(const std::string& stage, std::size_t piece,
            const std::vector<double>& numbers) override;

  /// Empty, or what went wrong while pieces were written.
  const std::string& error() const { return error_; }
  std::size_t size() const { return pieces_.size(); }

  /// The results are written: the pieces are not needed any more.
  void remove();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_, folder_, error_;
  bool made_folder_ = false;
  std::unique_ptr<std::FILE, Close> file_;
  std::map<std::pair<std::string, std::size_t>, std::vector<double>> pieces_;
};

}  // namespace balloon
