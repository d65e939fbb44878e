"""One module for each kind of chart: amounts in, a frozen chart out."""
