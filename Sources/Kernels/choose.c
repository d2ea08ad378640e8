// Chooses the kernel of a training run.
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "training.h"

#define HUGE_PAGE ((size_t)1 << 21)

void *allocate(size_t bytes) {
  size_t alignment = bytes >= HUGE_PAGE ? HUGE_PAGE : 64;
  void *memory = NULL;
  if (posix_memalign(&memory, alignment, (bytes + alignment - 1) / alignment * alignment)) return NULL;
#ifdef MADV_HUGEPAGE
  if (alignment == HUGE_PAGE) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  memset(memory, 0, bytes);
  return memory;
}

void release(void *memory, size_t bytes) {
  (void)bytes;
  free(memory);
}

static const volatile int *stop_flag;

void nn_set_stop_flag(const volatile int *flag) { stop_flag = flag; }
const volatile int *nn_stop_flag(void) { return stop_flag; }

long nn_parameter_count(const nn_training *t) {
  if (t->layers < 1 || t->layers > NN_MOST_LAYERS || !t->sizes || !t->activations) return -1;
  long count = 0;
  for (long l = 0; l < t->layers; l++) {
    long sources = t->sizes[l], units = t->sizes[l + 1], most = (1l << 40) - count;
    if (sources < 1 || units < 1 || sources > most / units - 1) return -1;
    if (t->activations[l] == nn_activation_softmax &&
        (l + 1 < t->layers || t->loss != nn_loss_kind_categorical))
      return -1;
    count += sources * units + (!t->biases || t->biases[l] ? units : 0);
  }
  nn_activation last = t->activations[t->layers - 1];
  if (t->loss == nn_loss_kind_categorical && last != nn_activation_softmax) return -1;
  if (t->loss == nn_loss_kind_binary && last != nn_activation_sigmoid) return -1;
  return count;
}

nn_outcome nn_train(nn_training *t) {
  const int states = optimizer_states(t);
  if (nn_parameter_count(t) < 0 || !t->parameters || t->batch < 1 || t->samples < 0) return nn_outcome_unsupported;
  if ((states > 0 && !t->state1) || (states > 1 && !t->state2)) return nn_outcome_unsupported;
  if (t->epoch >= t->epochs || t->samples == 0) return nn_outcome_finished;
  if (t->textbook) return t->kept ? nn_outcome_unsupported : textbook_train(t);
  const int descends = t->optimizer == nn_optimizer_sgd && t->decay == 0 && !t->frozen;
  if (t->in_order && (t->batch != 1 || !descends)) return nn_outcome_unsupported;
  trainer train = t->kept ? NULL : two_trainer(t);
  if (!train) train = large_trainer(t);
  if (!train && !t->kept) train = small_trainer(t);
  if (!train) return nn_outcome_unsupported;
  return train(t);
}
