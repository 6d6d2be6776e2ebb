// The one loop over replicates that every experiment runs: a range of them cut into blocks, shared
// out over threads, collected and put together.

#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/model/world_models.hpp"
#include "sim/run/engine/control.hpp"

namespace palabre {

/// Blocks that so many replicates fill, the last of them perhaps in part.
constexpr std::int64_t blocks_of(std::int64_t replicates) {
  return replicates <= 0 ? 0 : (replicates + kBlockLanes - 1) / kBlockLanes;
}

/// Replicates [first, first + count) of a seed, at each of some points.
struct ReplicateRange {
  std::int64_t seed = 0;
  std::int64_t first = 0, count = 0;
  std::int64_t points = 1;
  /// Replicates of one point that a thread runs on end, a multiple of kBlockLanes: more where a
  /// point has to be made ready first.
  std::int64_t on_end = kBlockLanes;
  std::int64_t pieces_done = 0;  // that are there already

  /// Pieces of `on_end` replicates at most, one point after the other.
  std::int64_t pieces_per_point() const { return count <= 0 ? 0 : (count + on_end - 1) / on_end; }
  std::int64_t pieces() const { return pieces_per_point() * points; }
  /// Replicates in the first so many pieces.
  std::int64_t replicates_in(std::int64_t pieces) const {
    if (pieces == 0) return 0;
    return pieces / pieces_per_point() * count +
           std::min(pieces % pieces_per_point() * on_end, count);
  }
};

/// One block of a range.
struct BlockTask {
  BlockRequest request;  // as the kernel takes it
  std::int64_t point = 0;

  std::int64_t first() const { return std::int64_t(request.first_replicate); }
  int lanes() const { return request.lanes; }
  /// A bit for each lane that is asked for.
  std::uint32_t asked() const { return (1u << request.lanes) - 1u; }
  /// Its number among the blocks that begin at multiples of kBlockLanes.
  std::int64_t index() const { return first() / kBlockLanes; }
};

/// Visits the blocks of one piece in order; returns how many replicates they hold. Where the number
/// of a replicate outgrows 32 bits its dice take another key, the same for a whole block: no block
/// lies across such a place.
template <class Visit>
std::int64_t visit_piece(const Model* model, const ReplicateRange& range, std::int64_t piece,
                         const Visit& visit) {
  constexpr std::int64_t kSameKey = std::int64_t{1} << 32;
  const std::int64_t skipped = piece % range.pieces_per_point() * range.on_end;
  const std::int64_t begin = range.first + skipped;
  const std::int64_t end = begin + std::min(range.on_end, range.count - skipped);
  for (std::int64_t at = begin, next = at; at < end; at = next) {
    next = std::min({at + kBlockLanes, end, (at / kSameKey + 1) * kSameKey});
    std::optional<BlockModel> own;
    if (model != nullptr && model->worlds) {  // no block lies in two worlds
      next = std::min(next, (at / kBlockLanes + 1) * kBlockLanes);
      own.emplace(*model, at / kBlockLanes);
    }
    BlockTask task;
    task.request.model = own ? own->get() : model;
    task.request.seed = std::uint64_t(range.seed);
    task.request.first_replicate = std::uint64_t(at);
    task.request.lanes = int(next - at);
    task.point = piece / range.pieces_per_point();
    visit(task);
  }
  return end - begin;
}

/// Calls work(thread, task) for tasks 0..count-1, each once, and finish(thread) when a thread finds
/// no more; thread 0 is the caller's, the others are new ones or lent. Tasks are handed out in
/// order and never dropped once begun: after a stop, those done are a prefix. Where the machine
/// gives no more threads, those it gave do the work; what a worker throws is thrown here, once all
/// have ended. Returns how many were done.
template <class Work, class Finish>
std::int64_t share_out(std::int64_t count, int threads, const std::stop_token& stop,
                       const Work& work, const Finish& finish) {
  std::atomic<std::int64_t> next{0}, done{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;  // the first one; read when all have ended
  const auto take = [&](int thread) {
    try {
      while (!stop.stop_requested() && !failed.load()) {
        if (thread_lender) thread_lender->between_tasks(stop);
        if (stop.stop_requested()) break;
        const std::int64_t task = next.fetch_add(1);
        if (task >= count) break;
        work(thread, task);
        done.fetch_add(1);
      }
      finish(thread);
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  if (thread_lender) {
    thread_lender->share(threads, take);
  } else {
    std::vector<std::jthread> others;
    try {
      for (int k = 1; k < threads; ++k) others.emplace_back([&take, k] { take(k); });
    } catch (const std::system_error&) {
    } catch (const std::bad_alloc&) {
    }
    take(0);
  }
  if (failure) std::rethrow_exception(failure);
  return done;
}

/// What was collected from a range, or from the pieces at its beginning that were done.
template <class State>
struct Collected {
  State state;
  std::int64_t pieces_done = 0;
  bool whole = false;  // all of them
};

/// Runs a range through a collector, which says what becomes of the blocks:
///   make()            an empty state, for one thread
///   add(state, task)  runs a block, or has it from somewhere, and adds it
///   settle(state)     what a thread does when it finds no more blocks; need not be there
///   merge(to, from)   adds what another thread collected
/// Whatever the threads, every block is added once. States must add up to the same in any order.
/// `model`: null where the collector has one for each point.
template <class Collector>
auto for_each_block(const Model* model, const ReplicateRange& range, const RunControl& control,
                    Collector& collector) -> Collected<decltype(collector.make())> {
  using State = decltype(collector.make());
  const std::int64_t pieces = std::max<std::int64_t>(0, range.pieces() - range.pieces_done);
  const int threads = int(std::clamp<std::int64_t>(pieces, 1, threads_used(control.threads)));
  std::vector<State> states;
  states.reserve(std::size_t(threads));
  for (int k = 0; k < threads; ++k) states.push_back(collector.make());

  std::atomic<std::int64_t> ran{range.replicates_in(range.pieces_done)};
  const auto run_piece = [&](int thread, std::int64_t piece) {
    State& state = states[std::size_t(thread)];
    const std::int64_t lanes =
        visit_piece(model, range, range.pieces_done + piece,
                    [&](const BlockTask& task) { collector.add(state, task); });
    const std::int64_t so_far = ran.fetch_add(lanes) + lanes;
    if (control.progress) control.progress(so_far, range.count * range.points);
  };
  const auto settle = [&](int thread) {
    if constexpr (requires { collector.settle(states[0]); })
      collector.settle(states[std::size_t(thread)]);
  };
  const std::int64_t done = share_out(pieces, threads, control.stop, run_piece, settle);
  for (std::size_t k = 1; k < states.size(); ++k) collector.merge(states[0], states[k]);
  return {std::move(states[0]), range.pieces_done + done, done == pieces};
}
template <class Collector>
auto for_each_block(const Model& model, const ReplicateRange& range, const RunControl& control,
                    Collector& collector) {
  return for_each_block(&model, range, control, collector);
}

/// Does what it is told with each number 0..count-1, on several threads.
template <class Work>
void in_parallel(std::int64_t count, int threads, const Work& work) {
  share_out(
      count, threads, {}, [&](int, std::int64_t task) { work(task); }, [](int) {});
}

/// Runs a block and returns the lanes that count: those asked for (not skipped) that did not fail.
/// What a failed lane had added to the sums of `out` is taken back, to the last bit. `run`: the
/// kernel.
std::uint32_t run_counted(BlockRequest request, BlockOutput& out, RunBlock run);
/// The same by the kernel chosen for this processor.
std::uint32_t run_counted(const BlockRequest& request, BlockOutput& out);

}  // namespace palabre
