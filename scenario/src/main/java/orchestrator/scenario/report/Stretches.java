package orchestrator.scenario.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the seconds of a run of any length, and keeps as many stretches as a picture has room for:
 * when they are too many, each two of them become one.
 */
final class Stretches {
  static final int MOST = 1_000;

  private List<Stretch> list = new ArrayList<>();
  private long width = 1;
  private long next;

  /** Adds a second; one that is not later than those before is left out. */
  void add(long second, Figures figures, long underWay) {
    if (second < next) {
      return;
    }
    next = second + 1;
    put(list, new Stretch(second, 1, figures, underWay));
    while (list.size() > MOST) {
      width *= 2;
      List<Stretch> fewer = new ArrayList<>();
      list.forEach(stretch -> put(fewer, stretch));
      list = fewer;
    }
  }

  private void put(List<Stretch> to, Stretch stretch) {
    int last = to.size() - 1;
    if (last >= 0 && to.get(last).second() / width == stretch.second() / width) {
      to.set(last, to.get(last).plus(stretch, width));
    } else {
      to.add(stretch.widened(width));
    }
  }

  List<Stretch> list() {
    return List.copyOf(list);
  }
}
