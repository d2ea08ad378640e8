" Vim syntax file for nnsh scripts, printed by `nnsh grammar vim`.
if exists('b:current_syntax')
  finish
endif
syntax case match
syntax iskeyword @,48-57,-,_
syntax match nnComment /\%(^\|\s\|;\)\zs#.*$/
syntax match nnOutput /^\s*\zs#>.*$/
syntax match nnEscape /\\[nt"\\]/ contained
syntax region nnString start=/"/ skip=/\\./ end=/"/ contains=nnEscape
syntax region nnString start=/'/ end=/'/
syntax match nnNumber /\<[0-9][0-9_]*\%(\.[0-9]\+\)\?\%([eE][-+]\?[0-9]\+\)\?\>/
syntax match nnCommand /\%(^\|;\|{\)\s*\zs!/
syntax keyword nnCommand activation backward batch break check clip connect continue convention data
syntax keyword nnCommand decay detail diff digest digits disconnect dropout expect explain export
syntax keyword nnCommand flat-spot for forward freeze goto gradcheck hand help if init lesson let
syntax keyword nnCommand lines load loss name net optimizer plot precision predict print quit rate
syntax keyword nnCommand record redo repeat report reset restore rule sample save schedule seed set
syntax keyword nnCommand share show shuffle skip snapshot source state step stop test threads train
syntax keyword nnCommand undo unfreeze unwatch update watch weights while
syntax keyword nnOperand accuracy activations adadelta adagrad adam adamw after all and arithmetic as
syntax keyword nnOperand auto bare bias bipolar boundary brief by by-fractions c-drand48 c-half-open
syntax keyword nnOperand change circle classes clear columns confusion constant conventions cosine
syntax keyword nnOperand cross-entropy data-loader decimals default-rng delta deltas derivative
syntax keyword nnOperand double during else encoder ended epoch epoch-loss epoch-losses
syntax keyword nnOperand epoch-measures epoch-order epochs error exact exponential fann files first
syntax keyword nnOperand floor formula from full functions fused gauss genetic gradient gradients
syntax keyword nnOperand half-even half-squared halve-on-rise hash he header hebb high hinge history
syntax keyword nnOperand huber improvement in in-order in-place initial inputs integers inverse-time
syntax keyword nnOperand java keras keys l1 l2 last last-gradient last-measures latex layer lecun
syntax keyword nnOperand linear log low mae markdown matlab max mean mean-absolute mean-squared
syntax keyword nnOperand measures minmax misapplied misclassified momentum moons mse nadam names nan
syntax keyword nnOperand nand nesterov next nguyen-widrow no-bias no-header noisy-xor nor normal
syntax keyword nnOperand normalize not numbers numpy off on onehot or order out output outputs
syntax keyword nnOperand parameters parity patience perceptron perceptron-target plus population
syntax keyword nnOperand product progress python python-normalvariate quickprop random rest result
syntax keyword nnOperand rmsprop round rprop samples second seconds sent-back settings sgd sign
syntax keyword nnOperand single sklearn snns spiral split squared sse start states strict sum summary
syntax keyword nnOperand target targets tensorflow textbook threshold to together torch torch-double
syntax keyword nnOperand training truncate uniform unit units until updates values variables
syntax keyword nnOperand widrow-hoff with-replacement wrong xavier xnor xor zeros zscore
highlight default link nnComment Comment
highlight default link nnOutput SpecialComment
highlight default link nnString String
highlight default link nnEscape SpecialChar
highlight default link nnNumber Number
highlight default link nnCommand Statement
highlight default link nnOperand Type
let b:current_syntax = 'nn'
