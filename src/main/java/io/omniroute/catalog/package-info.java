/**
 * What exists: providers, their models, limits and prices, and how they are looked up. Pure: the data file is read in
 * {@code boot}.
 */
@NullMarked
package io.omniroute.catalog;

import org.jspecify.annotations.NullMarked;
