// Memory for large results: not filled with zeros first, and in large pages where the system has
// them.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace balloon::engine {

/// Leaves new elements as they are: memory that no thread has touched costs nothing yet, and what
/// is touched comes in pages of 2 MiB. With pages of 4 KiB their first touch was a twelfth of the
/// time of an ensemble.
template <class T>
struct Uninitialised : std::allocator<T> {
  static constexpr std::size_t page = std::size_t{2} << 20;

  template <class U>
  struct rebind {
    using other = Uninitialised<U>;
  };
  using std::allocator<T>::allocator;

  /// Throws std::bad_alloc where there is not that much memory.
  T* allocate(std::size_t n) {
    if (n > (static_cast<std::size_t>(-1) - page) / sizeof(T)) throw std::bad_array_new_length();
    void* memory = of_bytes(n * sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }

  template <class U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }

 private:
  static void* of_bytes(std::size_t bytes) {
#if defined(__linux__)
    if (bytes >= page) {
      const std::size_t whole = (bytes + page - 1) / page * page;
      void* memory = std::aligned_alloc(page, whole);
      if (memory != nullptr) madvise(memory, whole, MADV_HUGEPAGE);  // where refused: small pages
      return memory;
    }
#endif
    return std::malloc(bytes == 0 ? 1 : bytes);
  }
};

}  // namespace balloon::engine
