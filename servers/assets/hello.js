document.documentElement.dataset.hello = 'said';
