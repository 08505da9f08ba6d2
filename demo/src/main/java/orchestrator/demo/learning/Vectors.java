package orchestrator.demo.learning;

import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Small arithmetic on lists of numbers. */
final class Vectors {

  private Vectors() {}

  static List<Double> zeros(int size) {
    return Collections.nCopies(size, 0.0);
  }

  static List<Double> of(int size, IntToDoubleFunction value) {
    return IntStream.range(0, size).mapToDouble(value).boxed().toList();
  }

  static List<Double> of(double[] values) {
    return of(values.length, i -> values[i]);
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
