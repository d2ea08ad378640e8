import Testing

@testable import WorkedExamples

@Suite struct SmallMapTests {
  @Test("the last value of each key is found, of few keys and of many, and earlier ones after taking back")
  func values() {
    var map = SmallMap<Int, String>()
    for key in 0..<40 {
      map.set(key % 30, to: "\(key)")
      for earlier in 0...key where earlier + 30 > key { #expect(map[earlier % 30] == "\(earlier)") }
      #expect(map[30] == nil && map.count == key + 1)
    }
    for count in [31, 17, 16, 3] {
      map.keepFirst(count)
      #expect(map[0] == (count > 30 ? "30" : "0") && map[1] == "1" && map[count] == nil && map.count == count)
    }
  }
}
