// Many independent pieces of work on several threads, kept as they are finished so that an
// interrupted run goes on where it was.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "engine/ensemble.hpp"

namespace balloon::decision {

/// Where finished pieces are kept: numbers by stage and piece. Called one at a time.
class PieceStore {
 public:
  virtual ~PieceStore() = default;
  /// The numbers of a piece, or null where it is not there. Valid until the next call.
  virtual const std::vector<double>* find(const std::string& stage, std::size_t piece) const = 0;
  virtual void keep(const std::string& stage, std::size_t piece,
                    const std::vector<double>& numbers) = 0;
};

class ExplainWork {
 public:
  /// `store`, `stop` and `ranks` may be null, `progress` empty; `total` is what progress counts to.
  /// Ranks share the pieces; the first of them has the store.
  ExplainWork(int threads, PieceStore* store, engine::ProgressFunction progress, int total,
              const std::atomic<bool>* stop, engine::Ranks* ranks = nullptr)
      : threads_(threads),
        store_(store),
        progress_(std::move(progress)),
        total_(total),
        stop_(stop),
        ranks_(ranks) {}

  /// Makes pieces 0 .. pieces - 1 of a stage by make(piece, thread), except those that the store
  /// has with `length` numbers; each counts as `weight(piece)` in progress. False where it was
  /// stopped; what was finished is kept.
  bool run(const std::string& stage, std::size_t pieces,
           const std::function<std::size_t(std::size_t)>& length,
           const std::function<int(std::size_t)>& weight,
           const std::function<std::vector<double>(std::size_t, int)>& make,
           std::vector<std::vector<double>>& out);

  int threads() const { return threads_; }
  std::size_t found() const { return found_; }  ///< pieces that the store had

 private:
  using Pieces = std::vector<std::vector<double>>;
  void count(int weight);
  /// Takes the pieces that the store has.
  void find(const std::string& stage, const std::function<std::size_t(std::size_t)>& length,
            Pieces& out);
  /// Gives the ranks each other's pieces; the first one keeps them.
  void share(const std::string& stage, const std::vector<std::size_t>& pieces, Pieces& out);
  int threads_;
  PieceStore* store_;
  engine::ProgressFunction progress_;
  int total_, done_ = 0;
  std::size_t found_ = 0;
  const std::atomic<bool>* stop_;
  engine::Ranks* ranks_;
  std::mutex mutex_;
};

}  // namespace balloon::decision
