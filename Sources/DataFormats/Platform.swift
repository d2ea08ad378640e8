// The C library's function for this target; nothing else here imports it.

import Glibc

extension UnsafeBufferPointer<UInt8> {
  func occurrences(of byte: UInt8) -> Int {
    var count = 0
    var rest = UnsafeRawBufferPointer(self)
    while let start = rest.baseAddress, !rest.isEmpty, let found = memchr(start, Int32(byte), rest.count) {
      count += 1
      rest = UnsafeRawBufferPointer(rebasing: rest[(UnsafeRawPointer(found) - start + 1)...])
    }
    return count
  }
}
