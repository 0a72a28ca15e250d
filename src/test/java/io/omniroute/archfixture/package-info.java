/**
 * A house in which every rule of {@code ArchitectureTest} is broken on purpose, so that each is seen to fail. Only that
 * test reads it; no package below has the {@code package-info} that a room needs.
 */
package io.omniroute.archfixture;
