/** Rule files, whoever wrote them: read strictly, with a place for every complaint, and for the feeds they are meant for. */
package io.feedmill.rules;
