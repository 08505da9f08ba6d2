package orchestrator.lib.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongListsTest {
  private final LongLists lists = new LongLists();
  private int looks;

  private List<String> numbers(int size) {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        looks++;
        return Integer.toString(index);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 1000})
  void whatIsInAListIsFoundWhateverItsLength(int size) {
    List<String> list = numbers(size);

    for (int i = 0; i < size; i++) {
      assertThat(lists.contains(list, Integer.toString(i))).isTrue();
    }
    assertThat(lists.contains(list, Integer.toString(size))).isFalse();
  }

  @Test
  void aLongListIsWalkedThroughOnce() {
    List<String> list = numbers(10_000);

    for (int i = 0; i < 10_000; i++) {
      lists.contains(list, "9999");
    }

    assertThat(looks).isEqualTo(10_000);
  }
}
