package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import java.util.List;

/** In which order the entries of a combo are tried; see {@link EntryOrders}. */
public interface EntryOrder {
    /** The same entries in the order of trial. */
    List<Combo.Entry> order(List<Combo.Entry> entries, EntryFacts facts);
}
