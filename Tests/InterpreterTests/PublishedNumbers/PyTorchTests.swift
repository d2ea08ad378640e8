import TestSupport
import Testing

/// A 2-3-2 network after N epochs of torch.optim in PyTorch 2.15.0, float64: SGD with momentum and weight_decay,
/// SGD with nesterov, Adagrad, RMSprop and Adam as they are by default, Adam with betas on batches of two, Rprop; then
/// MSELoss, MSELoss(reduction="sum"), CrossEntropyLoss and BCELoss, which is a mean over outputs too, so that half the
/// rate gives its steps.
@Suite("Trainings of PyTorch")
struct PyTorchTests {
  /// Settings, epochs, and w1, w6, w9, w12, w17 after them.
  private static let runs: [(String, Int, [Double])] = [
    (
      "rate 0.1; optimizer momentum 0.9; decay 0.01", 50,
      [-0.07025782981058169, 0.5227050905646021, 0.42801799712723165, -0.5850642725844146, 0.00788829668719339]
    ),
    (
      "rate 0.1; optimizer nesterov 0.9", 50,
      [-0.0672986545575224, 0.7935252833407184, 0.6859551969389367, -0.8283490235022632, -0.07170987845459004]
    ),
    (
      "rate 0.1; optimizer adagrad", 50,
      [-1.1990443276378897, 1.9721794546954932, 0.061384683912403926, -1.4327219613257922, -0.40968915937532296]
    ),
    (
      "rate 0.01; optimizer rmsprop 0.99", 50,
      [-1.2444514374549522, 2.040357403800015, 0.008078383580638013, -1.4817066447121687, -0.4194595165777058]
    ),
    (
      "optimizer adam", 50,
      [0.048307017776015565, 0.6499039284018276, 0.8505269608269299, -0.35020070480786075, -0.7501842075081727]
    ),
    (
      "batch 2; rate 0.05; optimizer adam 0.8 0.99", 50,
      [-2.5757665329495625, 4.36588760465603, -0.520569063016937, -3.185891454795183, -0.7741229508672325]
    ),
    (
      "optimizer rprop 0.1 50 rest", 25,
      [-11.314659248826125, 10.249406276301915, -0.4959480193023998, -25.680009815682915, -3.3865778688537382]
    ),
    (
      "rate 0.5; loss mean-squared", 50,
      [0.0005459619707365287, 0.7319784082970295, 0.7470076367365402, -0.6886210793147396, -0.13639528147832386]
    ),
    (
      "rate 0.1; loss squared; convention batch sum", 50,
      [-0.10663100951891068, 0.8898661580710007, 0.6709148785752079, -0.9850327575272487, -0.09887784345926297]
    ),
    (
      "activation h relu; activation o softmax; loss cross-entropy; rate 0.01; optimizer adam", 50,
      [-0.42150997173679455, 1.067919241934611, 0.5592576234416639, -0.3, -0.4028724764461009]
    ),
    (
      "rate 0.25; loss cross-entropy", 50,
      [-0.11543021093463755, 0.8986018900414434, 0.6636859805029434, -1.0129314060798618, -0.07745384650801321]
    ),
  ]

  @Test("every optimizer and loss gives the same parameters", arguments: runs)
  func steps(settings: String, count: Int, wanted: [Double]) throws {
    let session = TestSession()
    try session.run(
      """
      net 2 3 2; sample 0.1 0.9 : 1 0; sample -0.5 0.2 : 0 1; sample 0.7 -0.7 : 0 1; sample 0.2 0.4 : 1 0
      sample -0.9 -0.1 : 0 1; weights h 0.1 0.4 0.7 / -0.2 -0.5 -0.8 / 0.3 0.6 0.9
      weights o -0.1 -0.3 0.5 0.7 / 0.2 0.4 -0.6 -0.8
      batch all; \(settings); train \(count)
      """)
    for (name, value) in zip(["w1", "w6", "w9", "w12", "w17"], wanted) {
      let printed = try session.run("expect \(name) = \(value) +- 1e-13")
      #expect(!printed.contains("error"), "\(settings): \(printed)")
    }
  }
}
