import TestSupport
import Testing

/// Trainings of a 2-2-1 network on XOR, parameter by parameter, against numpy programs written for this: gradients by
/// matrices, each optimizer from its paper. Parameters in the order w1 … w9.
@Suite("Trainings against numpy")
struct TrainingNumbersTests {
  private static let start = """
    net 2 2 1; rate 0.5
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor
    """

  private func expect(_ script: String, gives wanted: [Double]) throws {
    for arithmetic in ["fused", "textbook"] {
      let session = TestSession()
      let printed = try session.run("\(Self.start)\nconvention arithmetic \(arithmetic); \(script)")
      #expect(!printed.contains("error"), "\(printed)")
      let values = try #require(session.interpreter.session.state?.network.values)
      for (value, number) in zip(values, wanted) {
        #expect(abs(value - number) <= 1e-12 * max(1, abs(number)), "\(script) \(arithmetic): \(values)")
      }
      #expect(values.count == wanted.count)
    }
  }

  private static let optimizers: [(String, [Double])] = [
    (
      "optimizer sgd",
      [
        0.148645377823632, 0.251188149706754, -0.301065472720491, 0.400925022055219, 0.0973460524727072,
        -0.197290750069902, 0.489462767328235, -0.61062037083381, 0.279493542107422,
      ]
    ),
    (
      "optimizer momentum 0.9",
      [
        0.147446613198518, 0.252240577960829, -0.302011199189896, 0.401747996174959, 0.0949995805706961,
        -0.194900273438817, 0.480163093099982, -0.6199960966038, 0.261395590777306,
      ]
    ),
    (
      "optimizer nesterov 0.9",
      [
        0.146509972959538, 0.253040226805778, -0.30272528117888, 0.402339019429684, 0.0931471745776849,
        -0.192995069549018, 0.472715403888282, -0.627470107099936, 0.246910457432267,
      ]
    ),
    (
      "optimizer adagrad",
      [
        -0.0181055883633092, 0.248933717119293, -0.556512011582995, 0.388221406190379, -0.467565873771775,
        -0.167925191979959, 0.337860801957502, -0.636892186896414, 0.23256523467343,
      ]
    ),
    (
      "optimizer rmsprop 0.9",
      [
        -2.88672381098449, -0.634781165357652, -3.18031428499953, -0.559547704866918, -1.35950441707998,
        -0.826394321922611, -1.19630351097306, 0.685530019971504, 1.29833915737179,
      ]
    ),
    (
      "optimizer adam 0.9 0.999",
      [
        -0.749464541570829, 0.0518125917785579, -1.23155735205772, 0.188289438060537, -0.928837601261273,
        -0.348045255999368, 0.276311794485694, -0.465701879715152, 0.373351538639504,
      ]
    ),
  ]

  @Test("each optimizer's first three updates", arguments: optimizers)
  func optimizer(settings: String, wanted: [Double]) throws {
    try expect("batch all; \(settings); train 3", gives: wanted)
  }

  /// Sums of squared errors after epochs 1, 2, 10, and the last; by the loops of SNNS 4.3 (Backprop_momentum_FSE and
  /// MODI_rprop of learn_f.c) written in Python.
  private static let simulated: [(String, [(Int, Double)])] = [
    (
      "rate 0.7", [(1, 1.0946447699291961), (1, 1.0878883246283626), (8, 1.077391922478222), (490, 1.0316566134615874)]
    ),
    (
      "rate 0.2; optimizer momentum 0.5; flat-spot 0.1",
      [(1, 1.0542892240074253), (1, 1.0526152015698136), (8, 1.0400930044517194), (490, 1.0260225334710973)]
    ),
    (
      "optimizer rprop 0.1 50; batch all; convention batch sum",
      [(1, 1.025024249932004), (1, 1.0032165761702292), (8, 1.0023922998820247), (50, 0.551494352054482)]
    ),
  ]

  @Test(
    "runs of SNNS from given weights: backpropagation, momentum with flat spots raised, Rprop", arguments: simulated)
  func simulator(settings: String, wanted: [(Int, Double)]) throws {
    let session = TestSession()
    try session.run("net 2 2 1; weights h 0.5 -0.4 0.1 / -0.3 0.6 -0.2; weights o 0.7 -0.8 0.3; data xor; \(settings)")
    for (epochs, sse) in wanted {
      let printed = try session.run("train \(epochs); expect sse = \(sse) +- 1e-12")
      #expect(!printed.contains("error"), "\(settings): \(printed)")
    }
  }

  private static let bySign: [(String, [Double])] = [
    ("optimizer rprop 0.1 50", [0.06, 0.2975, -0.39, 0.2808, 0.01, -0.11, 0.41, -0.69, 0.21]),
    (
      "optimizer quickprop 1.75",
      [
        0.14090317818769, 0.24114804653398, -0.298958393895622, 0.392573178304414, 0.0698299894525616,
        -0.194769436720338, 0.411686524917907, -0.668093861289509, 0.150087921216414,
      ]
    ),
  ]

  @Test("rprop and quickprop, eight updates with growing and shrinking steps", arguments: bySign)
  func rpropAndQuickprop(settings: String, wanted: [Double]) throws {
    try expect("batch all; \(settings); train 8", gives: wanted)
  }

  private static let options: [(String, [Double])] = [
    (
      "decay 0.01; clip 0.01",
      [
        0.148351054686958, 0.248855616495224, -0.298459485318166, 0.397717376640557, 0.0980886991577151,
        -0.197385818870354, 0.491713539220465, -0.600853491860464, 0.288446013923709,
      ]
    ),
    (
      "decay 0.01",
      [
        0.146426834136062, 0.247441254012432, -0.296573478964937, 0.394944720638967, 0.0958923785114996,
        -0.194342747260606, 0.482104160318865, -0.601562192167555, 0.275214034965318,
      ]
    ),
    (
      "clip 0.01",
      [
        0.149208984307415, 0.250695640424732, -0.300624745511602, 0.400545045410347, 0.0984522148179226,
        -0.198422734462443, 0.493867137486891, -0.60618441825634, 0.288064320459472,
      ]
    ),
    (
      "flat-spot 0.1; optimizer momentum 0.9",
      [
        0.145215266308251, 0.254619168653746, -0.303797759281153, 0.40364736381051, 0.0904531282891737,
        -0.189734048129903, 0.472598671643818, -0.627592915253835, 0.246652493671247,
      ]
    ),
    (
      "loss squared",
      [
        0.147437383026626, 0.25222895491018, -0.301995439083727, 0.401707365258454, 0.0949639267827956,
        -0.194844968090392, 0.479919700805705, -0.620210392268126, 0.260929159643081,
      ]
    ),
    (
      "loss mean-absolute",
      [
        0.149704791666845, 0.249476954379187, -0.300127339598142, 0.399479436080654, 0.0997539700967459,
        -0.200685530542356, 0.500008173712984, -0.599896185471675, 0.300088944477425,
      ]
    ),
    (
      "loss cross-entropy",
      [
        0.145584987043792, 0.253660713229588, -0.303463211728777, 0.402817216149898, 0.0908371652510448,
        -0.190613498760837, 0.463246921427608, -0.636719384641025, 0.22848831213569,
      ]
    ),
  ]

  @Test("losses, decay, clip and flat-spot elimination, three updates", arguments: options)
  func option(settings: String, wanted: [Double]) throws {
    try expect("batch all; \(settings); train 3", gives: wanted)
  }

  private static let schedules: [(String, [Double])] = [
    (
      "schedule step 2 0.1",
      [
        0.148986750658428, 0.250890608499187, -0.300799723177995, 0.400697062066731, 0.0980169530212304,
        -0.197978743327708, 0.492140088566299, -0.607925251558197, 0.284703334566332,
      ]
    ),
    (
      "schedule exponential 0.9",
      [
        0.148470699723659, 0.251338791002176, -0.301199608533374, 0.401037878177998, 0.0970013504135787,
        -0.196935806874625, 0.488079123744422, -0.612010709106507, 0.276801724742761,
      ]
    ),
    (
      "schedule cosine 4",
      [
        0.148861596071566, 0.250999383065947, -0.300896733372996, 0.400779829822868, 0.097770668373855,
        -0.197725755695652, 0.491155266760427, -0.608916096681835, 0.282787071881073,
      ]
    ),
  ]

  @Test("schedules, four epochs in one training or in several", arguments: schedules)
  func schedule(settings: String, wanted: [Double]) throws {
    try expect("batch all; \(settings); train 4", gives: wanted)
    try expect("batch all; \(settings); train 1; train 2; train 1 update", gives: wanted)
  }

  private static let dropouts: [(String, [Double])] = [
    (
      "dropout h 0.2",
      [
        0.140554826348438, 0.263312415457616, -0.31441622260229, 0.396227178264338, 0.0757395120863581,
        -0.199000645086632, 0.415193541631607, -0.624635498583292, 0.233597816954815,
      ]
    ),
    (
      "dropout i 0.5; dropout h 0.5",
      [
        0.15, 0.25, -0.242435966734331, 0.324979480348851, 0.0848143276280422, -0.238965088458367, 0.427316285235711,
        -0.424442593911362, 0.275724240839587,
      ]
    ),
  ]

  /// `(np.random.rand(*H.shape) < 0.8) / 0.8` on a layer of tanh units without biases, after 200 epochs; numpy 2.4.6.
  @Test("dropout high keeps units below 1 - probability, as programs with keep_prob do")
  func keepProbability() throws {
    let session = TestSession()
    let printed = try session.run(
      """
      seed 4; net 3 6:tanh 1 no-bias; init normal 0 1; rate 0.5; batch all; convention batch sum; dropout h 0.2 high
      sample 0 0 1 : 0; sample 0 1 1 : 1; sample 1 0 1 : 1; sample 1 1 1 : 0
      train 200; dropout; expect w1 = -0.8839689640684807 +- 1e-12; expect w[h3,o1] = -0.7975778597634784 +- 1e-12
      """)
    #expect(printed.hasSuffix("dropout h 0.2 high\n"), "\(printed)")
  }

  @Test("dropout draws one number per unit, as numpy.random.rand does", arguments: dropouts)
  func dropout(settings: String, wanted: [Double]) throws {
    try expect("seed 5; \(settings); train 3", gives: wanted)
  }
}
