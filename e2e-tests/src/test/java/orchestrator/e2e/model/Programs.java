package orchestrator.e2e.model;

/**
 * Says which programs to run.
 *
 * @param seed what all programs are made from
 * @param count how many
 * @param shortest calls of the shortest program
 * @param longest calls of the longest one
 * @param perChannel how many follow one another on a channel, before the next one gets a fresh one
 * @param threads how many channels are worked on at a time
 */
record Programs(long seed, int count, int shortest, int longest, int perChannel, int threads) {

  /** The seed of a program. */
  long seedOf(int program) {
    return seed * 1_000_003 + program;
  }

  /** How many channels the programs need. */
  int channels() {
    return (count + perChannel - 1) / perChannel;
  }
}
