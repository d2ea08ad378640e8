/// Samples in a file that does not fit into memory: they are read block by block whenever they are presented.
package protocol SampleStream: AnyObject, Sendable {
  var count: Int { get }
  var inputCount: Int { get }
  var targetCount: Int { get }
  var targets: TargetSummary { get }
  /// The samples in `range`, in the order of the file.
  func read(_ range: Range<Int>) throws(SampleStreamError) -> SampleBlock
}
