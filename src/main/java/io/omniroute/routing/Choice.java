package io.omniroute.routing;

/**
 * The account of the next call.
 *
 * @param consecutiveUses what its count is to be from now on
 */
public record Choice(Candidate candidate, int consecutiveUses) {}
