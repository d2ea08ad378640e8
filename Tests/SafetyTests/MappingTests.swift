import Glibc
import Safety
import TestSupport
import Testing

@Suite("Files that are mapped")
struct MappingTests {
  @Test("a file that is cut short while it is read is an error, and not the end of the program")
  func cutShort() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.csv"
    for (size, rest) in [(1 << 20, 0), (1 << 20, 5000), (100, 50)] {
      try folder.write(bytes: [UInt8](repeating: 49, count: size), to: "a.csv")
      let descriptor = open(path, O_RDONLY)
      defer { close(descriptor) }
      #expect(throws: FileError(path: path, reason: "was cut short while it was read")) {
        try Platform.withMapping(of: descriptor, count: size, path) { bytes, release in
          release(size / 2)
          truncate(path, rest)
          #expect(bytes.reduce(0) { $0 + ($1 == 49 ? 1 : 0) } == rest)
        }
      }
    }
  }

  @Test("of two files that are read, the one that is cut short is the error")
  func twoFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["a.csv", "b.csv"] { try folder.write(bytes: [UInt8](repeating: 49, count: 1 << 16), to: name) }
    let paths = ["a.csv", "b.csv"].map { "\(folder.path)/\($0)" }
    let descriptors = paths.map { open($0, O_RDONLY) }
    defer { descriptors.forEach { close($0) } }
    let isWhole = try Platform.withMapping(of: descriptors[0], count: 1 << 16, paths[0]) { whole, _ in
      #expect(throws: FileError(path: paths[1], reason: "was cut short while it was read")) {
        try Platform.withMapping(of: descriptors[1], count: 1 << 16, paths[1]) { cut, _ in
          truncate(paths[1], 0)
          #expect(cut.allSatisfy { $0 == 0 })
        }
      }
      return whole.allSatisfy { $0 == 49 }
    }
    #expect(isWhole)
  }

  @Test("an error of what reads it is that error, and a file that grows is as long as it was")
  func errors() throws {
    struct Own: Error {}
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.csv"
    try folder.write("12345", to: "a.csv")
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    #expect(throws: Own.self) {
      try Platform.withMapping(of: descriptor, count: 5, path) { _, _ in throw Own() }
    }
    let sum = try Platform.withMapping(of: descriptor, count: 5, path) { bytes, _ in
      truncate(path, 6)
      return bytes.reduce(0) { $0 + Int($1) }
    }
    #expect(sum == 255)
  }
}
