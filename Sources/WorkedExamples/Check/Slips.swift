import Expressions

extension Audit {
  func findSlips(_ line: CheckLine, first: Int, _ judge: LineJudge, _ finding: inout Finding) {}
  mutating func compareWithNetwork(
    _ target: Name?, _ line: CheckLine, _ judge: LineJudge, _ surroundings: CheckSurroundings,
    _ finding: inout Finding
  ) {}
}
