package orchestrator.lib.persistence;

import java.util.List;

/**
 * Holds a part of a list.
 *
 * @param items in the order of the list
 * @param nextToken gets the next page; empty on the last one
 */
public record Page<T>(List<T> items, String nextToken) {}
