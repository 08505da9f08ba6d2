package orchestrator.learning.rule;

import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts data into pieces, and makes a training of each. */
record Batches(Consumer<Learnuplet> made) {
  /**
   * Makes trainings of ascending ranks.
   *
   * @param owner of the data; a task reads those of one organization, since they stay there
   * @return what was made
   */
  List<Learnuplet> train(Algo algo, String owner, List<String> ids, int fromRank, Instant time) {
    List<Learnuplet> all = new ArrayList<>();
    int size = algo.problem().size().orElse(0);
    if (size == 0) {
      return all;
    }
    for (List<String> piece : Lists.partition(ids, size)) {
      Learnuplet learnuplet =
          new Learnuplet(algo, fromRank + all.size(), owner, List.copyOf(piece), time);
      algo.learnuplets.add(learnuplet);
      all.add(learnuplet);
      made.accept(learnuplet);
    }
    return all;
  }
}
