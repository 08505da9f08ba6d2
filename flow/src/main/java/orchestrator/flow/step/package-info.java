/**
 * Typed steps, one after the other, checked against one another when they are put together.
 *
 * <pre>{@code
 * Parameter<Integer> v = Parameter.of("v", Integer.class);
 * Step parse = Step.of("parse", Parameter.of("s", String.class))
 *     .gives(Integer.class, Integer::parseInt);
 * Step half = Step.of("half", v).gives(Integer.class, it -> it / 2);
 * Step triple = Step.of("triple", v).gives(Integer.class, it -> it * 3);
 * Step text = Step.of("text", v).gives(String.class, it -> "" + it);
 *
 * Stepper stepper = Stepper.of(
 *     parse,
 *     Step.choose(
 *         "parity", when("even", Integer.class, it -> it % 2 == 0, half), otherwise(triple)),
 *     text);
 * Object result = stepper.run("4"); // "2"
 * }</pre>
 */
@NullMarked
package orchestrator.flow.step;

import org.jspecify.annotations.NullMarked;
