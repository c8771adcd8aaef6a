/** The contract in code: which topics there are, what their keys mean, and how a record becomes bytes. */
package io.feedmill.schemas;
